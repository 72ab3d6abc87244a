import { z } from 'zod'
import type { CommandStateRow } from '#lib/mdm/server.ts'
import type { ApiCommand } from './resources.ts'

const chain = z.array(z.record(z.string(), z.unknown())).catch([])
const iso = (date: Date | null) => date?.toISOString() ?? null

/** A command as the operator API tells of it: never what was in it. */
export function viewCommand(row: CommandStateRow, deviceId: string): ApiCommand {
  return {
    id: row.commandUuid,
    deviceId,
    requestType: row.requestType,
    status: row.status,
    errorChain: chain.parse(row.errorChain),
    createdAt: row.createdAt.toISOString(),
    sentAt: iso(row.sentAt),
    answeredAt: iso(row.answeredAt),
  }
}
