import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { readAccountAddress } from './account-address.ts'
import { type AccountKind, chooseAccountKind } from './policy.ts'
import { readEnrollmentSettings } from './read-enrollment-settings.ts'
import { readOffered } from './read-offered.ts'

export type DiscoveryRefusal =
  | 'enrollment_account_unreadable'
  | 'enrollment_macs_only'
  | 'enrollment_domain_unknown'
  | 'enrollment_kind_not_offered'

/** Where a Mac goes on with its enrolment, in Apple's words; or why not. */
export type Discovery =
  | { found: true; version: 'mdm-byod' | 'mdm-adde'; baseUrl: string }
  | { found: false; code: DiscoveryRefusal }

const places = {
  account_user: { version: 'mdm-byod', path: '/mdm/account/byod' },
  account_device: { version: 'mdm-adde', path: '/mdm/account/adde' },
} as const satisfies Record<AccountKind, object>

/**
 * Answers a Mac on which somebody typed their account. Nobody has signed in yet, so who is not known here, or not
 * active, gets the same answer as anybody without a rule of their own.
 */
export async function discoverServer(
  actor: Actor,
  asked: { account: string | null; modelFamily: string | null },
): Promise<Discovery> {
  const account = readAccountAddress(asked.account)
  if (!account) return { found: false, code: 'enrollment_account_unreadable' }
  if (asked.modelFamily !== null && asked.modelFamily !== 'Mac') {
    return { found: false, code: 'enrollment_macs_only' }
  }
  const { domains } = await readEnrollmentSettings(prisma())
  if (!domains.includes(account.domain)) return refuse(actor, 'enrollment_domain_unknown', account.domain)
  const person = await findPerson(account.address)
  const offered = await readOffered(prisma(), person?.id ?? null)
  const kind = chooseAccountKind(offered, person?.enrollmentChoice ?? null)
  if (!kind) return refuse(actor, 'enrollment_kind_not_offered', account.domain)
  const { version, path } = places[kind]
  return { found: true, version, baseUrl: `${runtime().deviceUrl}${path}` }
}

/** Whose Managed Apple Account it is; without one the e-mail address is it. */
async function findPerson(address: string) {
  return prisma().person.findFirst({
    where: { active: true, OR: [{ managedAppleId: address }, { managedAppleId: null, email: address }] },
    select: { id: true, enrollmentChoice: true },
  })
}

const hourMs = 60 * 60 * 1000
const mostInAnHour = 60

async function refuse(actor: Actor, code: DiscoveryRefusal, domain: string): Promise<Discovery> {
  await inTransaction(async (tx) => {
    if (!(await isWorthTelling(tx, domain))) return
    await recordAudit(tx, actor, {
      action: 'enrollment.discovery_refused',
      subject: { kind: 'domain', id: domain.slice(0, 100), label: domain },
      detail: { code },
    })
  })
  return { found: false, code }
}

/** Anybody can ask, as often as they like, and what is written in the trail stays there: not the same twice an hour. */
async function isWorthTelling(tx: Transaction, domain: string): Promise<boolean> {
  const recent = await tx.auditEntry.findMany({
    where: { at: { gt: new Date(Date.now() - hourMs) }, action: 'enrollment.discovery_refused' },
    select: { subjectLabel: true },
    take: mostInAnHour,
  })
  return recent.length < mostInAnHour && !recent.some(({ subjectLabel }) => subjectLabel === domain)
}
