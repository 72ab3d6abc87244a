import { type AccountServer, discoverAccountServer } from './account-discovery.ts'
import { type AccountTokens, signInByAccount, type WebView } from './account-sign-in.ts'
import { installEnrollmentProfile } from './enroll.ts'
import type { HttpReply } from './http-client.ts'
import { MacError } from './mac-error.ts'
import { type Machine, requireEnrollment } from './machine.ts'
import { makeBuiltInIdentity, signMachineInfo } from './machine-info.ts'
import type { MdmClient } from './mdm-client.ts'
import { plistField } from './plist-field.ts'
import { type Profile, readProfile } from './read-profile.ts'

export type AccountEnrollmentOptions = {
  /** What the person types in System Settings. */
  account: string
  /** Asked in place of the account's own domain. */
  server?: string
  /** Only in this way; another one is refused. */
  kind?: 'byod' | 'adde'
  webView: WebView
}

const modes = { 'mdm-byod': 'BYOD', 'mdm-adde': 'ADDE' } as const

async function askForProfile(
  machine: Machine,
  { baseUrl }: AccountServer,
  body: Buffer,
  tokens: AccountTokens | null,
): Promise<HttpReply> {
  return await machine.http.send(baseUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/pkcs7-signature',
      ...(tokens && { authorization: `Bearer ${tokens.accessToken}` }),
    },
    body,
    signal: machine.signal,
  })
}

/** The profile must be for this way and this account, or the Mac cancels. */
function requireFitting(profile: Profile, { version }: AccountServer, account: string): void {
  const mdm = profile.payloads.find((payload) => payload.PayloadType === 'com.apple.mdm')
  if (!mdm || plistField.text(mdm, 'EnrollmentMode') !== modes[version]) {
    throw new MacError('bad-profile', `The profile is not for ${modes[version]}`)
  }
  if (plistField.text(mdm, 'AssignedManagedAppleID')?.toLowerCase() !== account.toLowerCase()) {
    throw new MacError('bad-profile', 'The profile is for another account')
  }
}

/** What happens when a person types their work or school account in System Settings. */
export async function enrollByAccount(
  machine: Machine,
  client: MdmClient,
  { account, server, kind, webView }: AccountEnrollmentOptions,
): Promise<void> {
  if (machine.state.enrollment) throw new MacError('refused', 'This Mac is enrolled already')
  const found = await discoverAccountServer(machine, account, server)
  if (kind && found.version !== `mdm-${kind}`) {
    throw new MacError('refused', `The server has ${account} enrol by ${found.version}`)
  }
  const signer = await makeBuiltInIdentity(machine)
  const body = signMachineInfo(machine, signer, found.version)
  const first = await askForProfile(machine, found, body, null)
  if (first.status !== 401) {
    const words = first.body.toString('utf8').trim().slice(0, 300)
    throw new MacError('refused', `The server answered ${first.status}: ${words}`, {
      httpStatus: first.status,
    })
  }
  const tokens = await signInByAccount(machine, first.headers['www-authenticate'], account, webView)
  const second = await askForProfile(machine, found, body, tokens)
  if (second.status !== 200) {
    const words = second.body.toString('utf8').trim().slice(0, 300)
    throw new MacError('refused', `No profile: ${second.status} ${words}`, { httpStatus: second.status })
  }
  const profile = readProfile(second.body)
  requireFitting(profile, found, account)
  await installEnrollmentProfile(machine, client, profile, new URL(found.baseUrl).origin, tokens)
  machine.tell(
    'enrolled',
    `Enrolled with ${new URL(requireEnrollment(machine).serverUrl).host} as ${account}`,
  )
}
