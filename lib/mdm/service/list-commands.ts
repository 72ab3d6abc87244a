import { type CommandPosition, retrieveCommandList } from '../store/command-list.ts'
import type { CommandStateRow } from '../store/commands.ts'
import type { Sql } from '../store/sql.ts'
import { UnknownPositionError } from './refusals.ts'

/**
 * A page of commands, and where the next one begins; null after the last.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type CommandPage = { commands: CommandStateRow[]; next: string | null }

const longestPage = 500

/**
 * Lists queue and history of one channel, newest first.
 *
 * before   the `next` of the page before
 * throws   UnknownPositionError when before is anything else.
 * spec     Apple, "Sending MDM commands to a device"
 */
export async function listCommands(
  sql: Sql,
  enrollmentId: string,
  page: { limit: number; before?: string },
): Promise<CommandPage> {
  const limit = Math.min(Math.max(Math.trunc(page.limit), 1), longestPage)
  const after = page.before === undefined ? null : decodePosition(page.before)
  const rows = await retrieveCommandList(sql, enrollmentId, { limit: limit + 1, after })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    commands: shown.map(({ sequence: _, ...command }) => command),
    next: rows.length > limit && last ? encodePosition(last) : null,
  }
}

function encodePosition({ answeredAt, sequence }: CommandPosition): string {
  return `${answeredAt === null ? 'waiting' : answeredAt.getTime()}-${sequence}`
}

function decodePosition(text: string): CommandPosition {
  const [, moment, sequence] = /^(waiting|\d{1,13})-(\d{1,18})$/.exec(text) ?? []
  if (moment === undefined || sequence === undefined) {
    throw new UnknownPositionError('a place in the list of commands that was never given')
  }
  return { answeredAt: moment === 'waiting' ? null : new Date(Number(moment)), sequence }
}
