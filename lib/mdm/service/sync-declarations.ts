import type { ServedDeclaration } from '../ddm/declaration.ts'
import { statusDeclarations, statusSetName } from '../ddm/status-subscriptions.ts'
import { declarationsTokenOf, encodeSyncTokens } from '../ddm/sync-tokens.ts'
import { buildDeclarativeManagement, encodeCommand } from '../protocol/commands.ts'
import { compareOsVersions, readOsVersion } from '../protocol/compare-os-versions.ts'
import { MdmError } from '../protocol/errors.ts'
import { type DeclarativeRow, retrieveDeclarative } from '../store/declarations.ts'
import {
  retrieveOpenSync,
  storeSyncDone,
  storeSyncTokens,
  takeWantedSyncs,
} from '../store/declarative-channels.ts'
import { retrieveDeclarationStates } from '../store/status-items.ts'
import { declareSet } from './declare-set.ts'
import type { MdmContext } from './mdm-context.ts'
import { offeredDeclarations } from './offered-declarations.ts'
import { queueCommand } from './queue-command.ts'
import { closeBody, openBody } from './sealed-body.ts'

/**
 * Tells Macs to look at their declarations where something changed; gives how many channels were looked at.
 * Source: mdm/commands/declarativemanagement.yaml
 */
export type DeclarationSync = (limit?: number) => Promise<number>

const batchSize = 20
const leaseMs = 60_000
/** A channel that was told to look is looked at again then: a command may be lost with its Mac's answer. */
const againMs = 24 * 60 * 60 * 1000

/**
 * Makes the job that synchronises. The server's own declarations are put in place before its first round.
 * Source: Apple, "Integrating declarative management"
 */
export function createDeclarationSync(context: MdmContext): DeclarationSync {
  let ready: Promise<void> | null = null
  const prepare = async (): Promise<void> => {
    ready ??= declareSet(context, context.sql, statusSetName, statusDeclarations())
    try {
      await ready
    } catch (error) {
      ready = null
      throw error
    }
  }
  return async (limit = Infinity) => {
    await prepare()
    let looked = 0
    while (looked < limit) {
      const now = context.clock()
      const leasedUntil = new Date(now.getTime() + leaseMs)
      const batch = await takeWantedSyncs(context.sql, batchSize, now, leasedUntil)
      for (const { enrollmentId, deviceId } of batch) {
        await syncChannel(context, enrollmentId, deviceId, leasedUntil)
      }
      looked += batch.length
      if (batch.length < batchSize) break
    }
    return looked
  }
}

/** One channel that cannot be synchronised holds up no other: its lease runs out, and it is tried again. */
async function syncChannel(
  context: MdmContext,
  enrollmentId: string,
  deviceId: string | null,
  leasedUntil: Date,
): Promise<void> {
  try {
    const row = deviceId && (await retrieveDeclarative(context.sql, deviceId, enrollmentId, null))
    const isTold = row ? await tellToLook(context, row) : false
    const againAt = isTold ? new Date(context.clock().getTime() + againMs) : null
    await storeSyncDone(context.sql, enrollmentId, leasedUntil, againAt)
  } catch (error) {
    const code = error instanceof MdmError ? error.code : 'internal'
    context.log({ level: 'error', message: 'a channel was not synchronised', code, enrollmentId, error })
  }
}

/** False when there is nothing to tell: the Mac has this state already, never had any, or is gone. */
async function tellToLook(context: MdmContext, row: DeclarativeRow): Promise<boolean> {
  if (row.deviceStatus !== 'enrolled' || row.channelStatus !== 'enrolled') return false
  if (compareOsVersions(readOsVersion(row.osVersion) ?? '13', '13') < 0) return true
  const { offered, withheld } = offeredDeclarations(row)
  for (const { reason, problems } of withheld) {
    if (reason !== 'invalid') continue
    const message = `a declaration is left out: ${problems.join('; ').slice(0, 300)}`
    context.log({ level: 'warn', message, code: 'invalid_declaration', enrollmentId: row.enrollmentId })
  }
  const token = declarationsTokenOf(offered)
  if (row.declarationsToken === token && (await hasArrived(context, row.enrollmentId, offered))) return false
  if (!row.enabled && offered.length === 0) return false
  await queueSync(context, row.enrollmentId, token)
  return true
}

/** A Mac may have fetched the list and not what is on it; it is done when it has reported on everything. */
async function hasArrived(
  context: MdmContext,
  enrollmentId: string,
  offered: readonly ServedDeclaration[],
): Promise<boolean> {
  const states = await retrieveDeclarationStates(context.sql, enrollmentId)
  const reported = new Set(states.map(({ identifier, serverToken }) => `${identifier} ${serverToken}`))
  return offered.every(({ identifier, serverToken }) => reported.has(`${identifier} ${serverToken}`))
}

/**
 * One command for a channel, however often it changes: while no Mac has fetched it, it takes the newer tokens in
 * place of its own, because a Mac that knows the older state would stop at them.
 */
async function queueSync(context: MdmContext, enrollmentId: string, token: string): Promise<void> {
  const command = buildDeclarativeManagement(Buffer.from(encodeSyncTokens(token, context.clock())))
  const open = await retrieveOpenSync(context.sql, enrollmentId)
  if (open && tokensIn(openBody(context, open.body)).includes(token)) return
  if (open && !open.sent) {
    const body = closeBody(context, command.RequestType, encodeCommand(open.commandUuid, command))
    if (await storeSyncTokens(context.sql, open.commandUuid, body)) return
  }
  await queueCommand(context, context.sql, enrollmentId, command)
}

function tokensIn(body: string | null): string {
  return Buffer.from(/<data>([^<]*)<\/data>/.exec(body ?? '')?.[1] ?? '', 'base64').toString('utf8')
}
