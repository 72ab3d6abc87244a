import '#tests/support/own-data-directory.ts'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { ask, makeApp } from '#tests/portal/installs/world.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { dumpDatabase } from './dump-database.ts'
import { findPortalFunctions } from './find-portal-functions.ts'

/** Who may not, and with what it is tried: everything in `input` belongs to the owner. */
type Attempt = { by: ('stranger' | 'helpdesk')[]; input: unknown[] }

let portal: TestPortal
let people: Record<'owner' | 'stranger' | 'helpdesk', PersonActor>
let attempts: Record<string, Attempt>

const employees: Attempt['by'] = ['stranger']
const notAdmins: Attempt['by'] = ['stranger', 'helpdesk']

/** For everybody who is signed in, or about the actor alone: there is nobody else's thing to name. */
const ownOrPublic = [
  'listOwnSessions',
  'setLocale',
  'signOut',
  'listApps',
  'listMyMacs',
  'listLeftNotices',
  'listArrivals',
  'listMyInstalls',
  'listMyTickets',
  'listAppTargets',
  'inviteMac',
  'previewAccountEnrollment',
  'beginAccountEnrollment',
  'chooseKind',
  'getOwnSituation',
  'findSignedInInvitation',
  'getIcon',
  'listArticles',
  'getArticle',
  'listRelatedArticles',
  'getArticleForFailure',
  'searchArticles',
  'getOrganization',
  'getLogo',
  'sideOf',
  'viewInstalls',
]

/** Called by the server itself, never for a person: no page and no action imports one. */
const ofTheSystem = [
  'readInventory',
  'admitPerson',
  'beginSignIn',
  'forgiveSignIn',
  'forgetSignIns',
  'getSignInWait',
  'admitMac',
  'listDemoPeople',
  'seedPeople',
  'holdSuddenLeavers',
  'listDueLeavers',
  'offboardPerson',
  'postponeLeaver',
  'signInDemoPerson',
  'discoverServer',
  'checkInstalls',
  'nextCheckAt',
  'expireInstalls',
  'settleRequiredApps',
  'expireRequests',
  'findLink',
  'noteManifestFetched',
  'noteProgress',
  'noteDelivered',
  'serveManifest',
  'servePackage',
  'addArticles',
  'refreshStaleInventories',
  'findSilentMacs',
  'welcomeBackMacs',
  'endRemovals',
  'warnOfPushExpiry',
  'reconcileProfiles',
  'forgetProfiles',
  'moveInstall',
  'startInstall',
  'recordAudit',
  'listDueWebhooks',
  'takeDeliveries',
  'attemptDelivery',
  'recordOutcome',
  'postponeDeliveries',
  'forgetDeliveries',
]

/** What tokens do is for no person, and what is kept of them and of webhooks is for admins. */
async function fillApiAttempts(
  owner: PersonActor,
  { deviceId, invitationId }: { deviceId: string; invitationId: string },
): Promise<Record<string, Attempt>> {
  const token = await prisma().apiToken.create({
    data: { name: 'T', tokenSha256: 'c'.repeat(64), scopes: ['devices:read'] },
  })
  const hook = await prisma().webhook.create({
    data: { url: 'https://hook.example/', events: ['device.left'], sealedSecret: new Uint8Array(40) },
  })
  const webhookId = { webhookId: hook.id }
  const command = { requestType: 'RestartDevice', parameters: {}, priority: 0 }
  const link = { personId: owner.id, ownership: 'company' }
  const wish = { url: 'https://evil.example/', events: ['device.left'] }
  return {
    createToken: { by: notAdmins, input: [{ name: 'Mine', scopes: ['devices:read'], expiresInDays: null }] },
    revokeToken: { by: notAdmins, input: [{ tokenId: token.id }] },
    listTokens: { by: notAdmins, input: [] },
    createEnrollmentLink: { by: notAdmins, input: [link] },
    getEnrollmentLink: { by: notAdmins, input: [invitationId] },
    listDevices: { by: notAdmins, input: [{ limit: 5 }] },
    getDevice: { by: notAdmins, input: [deviceId] },
    queueCommand: { by: notAdmins, input: [deviceId, command] },
    listCommands: { by: notAdmins, input: [deviceId, { limit: 5 }] },
    getCommand: { by: notAdmins, input: [deviceId] },
    cancelCommand: { by: notAdmins, input: [deviceId] },
    cancelCommands: { by: notAdmins, input: [deviceId] },
    createWebhook: { by: notAdmins, input: [wish] },
    deleteWebhook: { by: notAdmins, input: [webhookId] },
    enableWebhook: { by: notAdmins, input: [webhookId] },
    fileTest: { by: notAdmins, input: [webhookId] },
    listWebhooks: { by: notAdmins, input: [] },
    listDeliveries: { by: notAdmins, input: [hook.id] },
    requireWebhookKeeper: { by: notAdmins, input: ['webhooks:read'] },
  }
}

/** Who leaves, and what comes back. */
function offboardingAttempts(owner: PersonActor, deviceId: string): Record<string, Attempt> {
  const whom = { personId: owner.id }
  return {
    letPersonGo: { by: notAdmins, input: [{ ...whom, reason: 'because' }] },
    welcomeBack: { by: notAdmins, input: [whom] },
    releaseNow: { by: notAdmins, input: [whom] },
    switchByDirectory: { by: notAdmins, input: [prisma(), { id: owner.id, name: owner.name }, false] },
    decideHeld: { by: notAdmins, input: [{ decision: 'go_on', heldUntil: new Date() }] },
    getGrace: { by: notAdmins, input: [] },
    getHeld: { by: notAdmins, input: [] },
    updateGrace: { by: notAdmins, input: [{ graceHours: 1 }] },
    markReturned: { by: employees, input: [{ deviceId }] },
    endReturn: { by: employees, input: [{ deviceId, reason: 'because' }] },
    reopenReturn: { by: employees, input: [{ deviceId }] },
    countReturns: { by: employees, input: [] },
    getReturn: { by: employees, input: [deviceId] },
    getLeaving: { by: notAdmins, input: [owner.id] },
    getPerson: { by: notAdmins, input: [owner.id] },
    countEndingInstalls: { by: notAdmins, input: [owner.id] },
    listMacsOfPerson: { by: employees, input: [owner.id] },
  }
}

/** What the directory does is for tokens that were made for it, and for no person. */
async function fillDirectoryAttempts(owner: PersonActor): Promise<Record<string, Attempt>> {
  const group = await prisma().group.create({ data: { name: 'From the directory', source: 'directory' } })
  const list = { startIndex: 1, count: 5, sortOrder: 'ascending' }
  const change = (id: string) => ({ id, method: 'patch', body: {}, ifMatch: null })
  return {
    createDirectoryUser: { by: notAdmins, input: [{ userName: 'evil@example.com' }] },
    getDirectoryUser: { by: notAdmins, input: [owner.id] },
    listDirectoryUsers: { by: notAdmins, input: [list] },
    changeDirectoryUser: { by: notAdmins, input: [change(owner.id)] },
    removeDirectoryUser: { by: notAdmins, input: [owner.id, null] },
    createDirectoryGroup: { by: notAdmins, input: [{ displayName: 'Evil' }] },
    getDirectoryGroup: { by: notAdmins, input: [group.id, true] },
    listDirectoryGroups: { by: notAdmins, input: [list, true] },
    changeDirectoryGroup: { by: notAdmins, input: [change(group.id), true] },
    removeDirectoryGroup: { by: notAdmins, input: [group.id, null] },
  }
}

async function fillAttempts(owner: PersonActor): Promise<Record<string, Attempt>> {
  const device = await makeDevice(owner)
  const app = await makeApp({ approvalRequired: true })
  const draft = await makeApp({ status: 'draft' })
  const { installId, requestId } = await ask(owner, device, app)
  const asked = { requestKey: randomUUID(), subject: 'Private', message: 'words', deviceId: device.id }
  const { number } = await openTicket(owner, asked)
  const { invitationId } = await inviteMac(owner, { ownership: 'personal' })
  const group = await prisma().group.create({ data: { name: 'All', everyone: true } })
  const facts = { identifier: 'example.p', payloadTypes: [], sha256Hex: 'a'.repeat(64) }
  const profile = await prisma().configurationProfile.create({
    data: { ...facts, name: 'P', content: new Uint8Array(1) },
  })
  const action = await prisma().deviceAction.create({
    data: {
      ...{ deviceId: device.id, kind: 'lock', state: 'done', requestKey: randomUUID(), actorId: owner.id },
      ...{ commandIds: [], openCount: 0, sealedPin: new Uint8Array(40) },
    },
  })
  const key = () => ({ requestKey: randomUUID() })
  const words = { name: 'x', publisher: 'x', category: 'other', summaryEn: 'x', summaryNl: 'x' }
  const fields = { ...words, descriptionEn: '', descriptionNl: '', approvalRequired: false, featured: false }
  const png = new Uint8Array(64)
  const pair = { profileId: profile.id, groupId: group.id }
  const rule = { groupId: group.id, kinds: ['profile'], ownerships: ['personal'], maxMacs: null }
  const lock = { deviceId: device.id, ...key(), reason: 'because', typedName: device.name }
  const session = await prisma().session.create({
    data: {
      tokenSha256: 'b'.repeat(64),
      personId: owner.id,
      ...{ createdAt: new Date(), lastUsedAt: new Date(), expiresAt: new Date(Date.now() + 60_000) },
    },
  })
  return {
    endOwnSession: { by: notAdmins, input: [session.tokenSha256.slice(0, 24)] },
    endSessionsOfPerson: { by: notAdmins, input: [owner.id] },
    listPeople: { by: notAdmins, input: [undefined] },
    listAuditEntries: { by: notAdmins, input: [{}] },
    listAuditActions: { by: notAdmins, input: [] },
    verifyChain: { by: notAdmins, input: [] },
    createApp: { by: notAdmins, input: [{ ...fields, slug: 'mine' }] },
    findAppOfPackage: { by: notAdmins, input: [app.package] },
    publishApp: { by: notAdmins, input: [{ appId: draft.id }] },
    getApp: { by: notAdmins, input: [draft.slug] },
    listCatalog: { by: notAdmins, input: [] },
    getCatalogApp: { by: notAdmins, input: [app.id] },
    listUnassignedPackages: { by: notAdmins, input: [] },
    getPackage: { by: notAdmins, input: [app.package.id] },
    receivePackage: { by: notAdmins, input: [{ content: Readable.from([]), fileName: 'x' }] },
    retireApp: { by: notAdmins, input: [{ appId: app.id }] },
    setCurrentPackage: { by: notAdmins, input: [{ appId: app.id, packageId: draft.package.id }] },
    setIcon: { by: notAdmins, input: [{ appId: app.id, icon: png }] },
    updateApp: { by: notAdmins, input: [{ ...fields, appId: app.id }] },
    approveRequest: { by: notAdmins, input: [{ requestId }] },
    declineRequest: { by: notAdmins, input: [{ requestId, reason: 'because' }] },
    cancelInstall: { by: employees, input: [{ installId }] },
    retryInstall: { by: employees, input: [{ installId }] },
    chooseStart: { by: notAdmins, input: [{ installId, when: 'now' }] },
    getArrival: { by: notAdmins, input: [device.id] },
    requestApp: { by: notAdmins, input: [{ appId: app.id, deviceId: device.id, reason: 'x', ...key() }] },
    listInstallsOfApp: { by: notAdmins, input: [app.id] },
    listAppsOnLeaving: { by: employees, input: [device.id] },
    listInstallsOfDevice: { by: employees, input: [device.id] },
    getInstall: { by: employees, input: [installId] },
    getInvitation: { by: notAdmins, input: [invitationId] },
    getWaiting: { by: employees, input: [device.id] },
    listMacTickets: { by: employees, input: [device.id] },
    leaveMac: { by: notAdmins, input: [{ deviceId: device.id }] },
    keepMac: { by: employees, input: [{ deviceId: device.id }, async () => undefined] },
    giveUpMac: { by: employees, input: [{ deviceId: device.id, reason: 'because' }] },
    releaseMac: { by: employees, input: [{ deviceId: device.id, reason: 'because' }] },
    getSignedInAccount: { by: employees, input: [device.id] },
    getRemoval: { by: employees, input: [device.id] },
    getLeavingSettings: { by: notAdmins, input: [] },
    updateLeavingSettings: { by: notAdmins, input: [{ silentAfterDays: 5, letGoAfterDays: 5 }] },
    lockMac: { by: employees, input: [lock] },
    getMac: { by: employees, input: [device.id] },
    listMacEvents: { by: employees, input: [device.id] },
    listMacActions: { by: employees, input: [device.id] },
    listMacCertificates: { by: employees, input: [device.id] },
    listMacApps: { by: employees, input: [device.id] },
    getMacPrivacy: { by: employees, input: [device.id] },
    listWidenedNotices: { by: notAdmins, input: [device.id] },
    seeNotices: { by: notAdmins, input: [{ kind: 'left', deviceId: device.id, until: new Date() }] },
    refreshMac: { by: employees, input: [{ deviceId: device.id, ...key() }] },
    restartMac: { by: employees, input: [{ deviceId: device.id, ...key(), reason: 'because' }] },
    getOwnership: { by: employees, input: [device.id] },
    updateOwnership: {
      by: employees,
      input: [{ deviceId: device.id, ownership: 'company', assetTag: 'mine' }],
    },
    handOverMac: {
      by: employees,
      input: [{ deviceId: device.id, fromId: owner.id, personId: owner.id, reason: 'because', ...key() }],
    },
    listHandOverNotices: { by: notAdmins, input: [device.id] },
    searchMacs: {
      by: employees,
      input: [{ query: '', status: 'all', kind: 'any', sort: 'name', direction: 'asc', page: 1 }],
    },
    searchPeople: { by: employees, input: ['a'] },
    showLockPin: { by: notAdmins, input: [{ actionId: action.id }] },
    assignProfile: { by: notAdmins, input: [pair] },
    unassignProfile: { by: notAdmins, input: [pair] },
    deleteProfile: { by: notAdmins, input: [{ profileId: profile.id }] },
    uploadProfile: { by: notAdmins, input: [new Uint8Array(4)] },
    listProfiles: { by: notAdmins, input: [] },
    getProfile: { by: notAdmins, input: [profile.id] },
    previewAssignment: { by: notAdmins, input: [profile.id] },
    listGroups: { by: notAdmins, input: [app.id] },
    setRequirement: { by: notAdmins, input: [{ appId: app.id, groupId: group.id, essential: true }] },
    removeRequirement: { by: notAdmins, input: [{ appId: app.id, groupId: group.id }] },
    listMacProfiles: { by: employees, input: [device.id] },
    requirePushAdmin: { by: notAdmins, input: [] },
    getPushPage: { by: notAdmins, input: [] },
    getPushWarning: { by: employees, input: [] },
    importPushCertificate: {
      by: notAdmins,
      input: [{ files: [png], password: null, account: null, confirmation: null }],
    },
    saveVendorCertificate: { by: notAdmins, input: [{ files: [png], password: null }] },
    openVendorRequest: { by: notAdmins, input: [] },
    openMailRequest: { by: notAdmins, input: [{ email: 'evil@example.com' }] },
    takeMailedFile: { by: notAdmins, input: [{ file: png }] },
    abandonPushRequest: { by: notAdmins, input: [] },
    noteAppleAccount: { by: notAdmins, input: [{ account: 'evil@example.com' }] },
    listRequests: { by: notAdmins, input: [{}] },
    getRequest: { by: notAdmins, input: [requestId] },
    countWaitingRequests: { by: notAdmins, input: [] },
    listGroupRules: { by: notAdmins, input: [] },
    getEnrollmentSettings: { by: notAdmins, input: [] },
    previewRule: { by: notAdmins, input: [rule] },
    setRule: { by: notAdmins, input: [rule] },
    removeRule: { by: notAdmins, input: [rule] },
    updateDomains: { by: notAdmins, input: [{ domains: ['evil.example'] }] },
    setSignInForm: { by: notAdmins, input: [{ form: 'apple-oauth2' }] },
    replaceLogo: { by: notAdmins, input: [null] },
    getRetention: { by: notAdmins, input: [] },
    updateRetention: { by: notAdmins, input: [{ historyDays: 30 }] },
    updateOrganization: { by: notAdmins, input: [{ name: 'Evil', accent: null }] },
    addNote: { by: employees, input: [{ number, ...key(), note: 'x' }] },
    assignTicket: { by: employees, input: [{ number, assigneeId: null }] },
    getTicket: { by: employees, input: [number] },
    listTickets: { by: employees, input: [{}] },
    openTicket: { by: notAdmins, input: [{ ...key(), subject: 'Let me', message: 'x', installId }] },
    previewMatter: { by: notAdmins, input: [{ deviceId: device.id }] },
    countOpenTickets: { by: employees, input: [] },
    countInbox: { by: employees, input: [] },
    listAssignees: { by: employees, input: [] },
    replyToTicket: { by: employees, input: [{ number, ...key(), message: 'x' }] },
    setTicketStatus: { by: employees, input: [{ number, status: 'resolved' }] },
    ...(await fillDirectoryAttempts(owner)),
    ...offboardingAttempts(owner, device.id),
    ...(await fillApiAttempts(owner, { deviceId: device.id, invitationId })),
  }
}

beforeAll(async () => {
  portal = await startTestPortal()
  people = {
    owner: await makePerson(),
    stranger: await makePerson(),
    helpdesk: await makePerson({ role: 'helpdesk' }),
  }
  attempts = await fillAttempts(people.owner)
})
afterAll(() => portal.stop())

type Callable = (actor: PersonActor, ...input: unknown[]) => Promise<unknown>

async function load(file: string, name: string): Promise<Callable> {
  const found: unknown = (await import(path.resolve(file)))[name]
  if (typeof found !== 'function') throw new Error(`${file} has no ${name}`)
  return found as Callable
}

const refusals = /^(forbidden|.*_not_found|not_found)$/

/** What came of it: nothing at all, a refusal that does not tell whether the thing is there, or more than that. */
async function outcomeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    const value = await run()
    const isNothing = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    return isNothing
      ? 'nothing'
      : `got ${JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? `${one}` : one)).slice(0, 200)}`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return refusals.test(code) ? 'nothing' : `threw ${code}`
  }
}

describe('promise 6: what the portal does, it does for those who may', () => {
  it('and every function that acts for somebody is tried here, or known to need no trying', () => {
    const known = [...Object.keys(attempts), ...ownOrPublic, ...ofTheSystem]
    const forgotten = findPortalFunctions().filter(({ name }) => !known.includes(name))
    expect(forgotten).toEqual([])
  })

  it('while the owner gets what is theirs, so that the attempts below are not in vain', async () => {
    const functions = new Map(findPortalFunctions().map((one) => [one.name, one.file]))
    for (const name of [
      'getMac',
      'getInstall',
      'getTicket',
      'getInvitation',
      'listMacEvents',
      'previewMatter',
    ]) {
      const run = await load(functions.get(name) ?? '', name)
      const value = await run(people.owner, ...(attempts[name]?.input ?? []))
      expect(value, name).not.toBeNull()
    }
  })

  it('so that a foreign employee, or the helpdesk where it is for admins, gets and changes nothing', async () => {
    const before = await dumpDatabase(runtime().databaseUrl)
    const wrong: string[] = []
    const functions = new Map(findPortalFunctions().map((one) => [one.name, one.file]))
    for (const [name, { by, input }] of Object.entries(attempts)) {
      const run = await load(functions.get(name) ?? '', name)
      for (const who of by) {
        const outcome = await outcomeOf(() => run(people[who], ...input))
        if (outcome !== 'nothing') wrong.push(`${name} for ${who}: ${outcome}`)
      }
    }
    expect(wrong).toEqual([])
    expect(await dumpDatabase(runtime().databaseUrl)).toBe(before)
  })
})
