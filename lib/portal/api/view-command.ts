import { z } from 'zod'
import { type ErrorExplanation, explainError } from '#lib/mdm/protocol/explain-error.ts'
import type { CommandStateRow } from '#lib/mdm/server.ts'
import type { ApiCommand } from './resources.ts'

const chain = z.array(z.record(z.string(), z.unknown())).catch([])
const iso = (date: Date | null) => date?.toISOString() ?? null

/** A Mac that does not understand a command says so by its status, with or without a reason. */
function reasonOf({ status, requestType, errorChain }: CommandStateRow): ErrorExplanation['reason'] | null {
  if (status !== 'error' && status !== 'format_error') return null
  const { reason } = explainError(requestType, chain.parse(errorChain))
  return status === 'format_error' && reason === 'unknown' ? 'not_understood' : reason
}

/** A command as the operator API tells of it: never what was in it. */
export function viewCommand(row: CommandStateRow, deviceId: string): ApiCommand {
  return {
    id: row.commandUuid,
    deviceId,
    requestType: row.requestType,
    status: row.status,
    errorChain: chain.parse(row.errorChain),
    reason: reasonOf(row),
    createdAt: row.createdAt.toISOString(),
    sentAt: iso(row.sentAt),
    answeredAt: iso(row.answeredAt),
  }
}
