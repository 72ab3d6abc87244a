import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import type { PushOverview } from '#lib/mdm/server.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { appleAccountKey, storedAppleAccount } from './apple-account.ts'
import { daysLeft, judgePushState, type PushState } from './policy.ts'

export interface PushPage extends PushOverview {
  state: PushState
  daysLeft: number | null
  appleAccount: string | null
  /** A push service of the demo's own stands in for Apple's. */
  demo: boolean
}

/** All that an admin is shown of the push certificate; nothing in it is secret. */
export async function getPushPage(actor: Actor, now: Date = new Date()): Promise<PushPage> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const overview = await mdm().pushSetup(sqlOf(prisma())).overview()
  const account = await prisma().setting.findUnique({ where: { key: appleAccountKey } })
  const notAfter = overview.certificate?.notAfter ?? null
  return {
    ...overview,
    state: judgePushState({ notAfter, failure: overview.failure }, now),
    daysLeft: notAfter && daysLeft(notAfter, now),
    appleAccount: storedAppleAccount.safeParse(account?.value).data?.account ?? null,
    demo: runtime().demoPushPort !== null,
  }
}

export interface PushWarning {
  state: Exclude<PushState, 'good' | 'down'>
  daysLeft: number
  notAfter: Date | null
}

/** What helpdesk and admins are to be told on every page of theirs; null while all is well. */
export async function getPushWarning(actor: Actor, now: Date = new Date()): Promise<PushWarning | null> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const { notAfter, failure } = await mdm().pushStatus()
  const state = judgePushState({ notAfter, failure }, now)
  if (state === 'good' || state === 'down') return null
  return { state, notAfter, daysLeft: notAfter ? daysLeft(notAfter, now) : 0 }
}
