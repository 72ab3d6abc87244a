import type { CommandStateRow } from './commands.ts'
import { instantOrNull } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * A command with its place in the list; sequence is a bigint, so a text.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type ListedCommandRow = CommandStateRow & { sequence: string }

/**
 * The place after which a page begins; answeredAt is null among those that wait.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export type CommandPosition = { answeredAt: Date | null; sequence: string }

const beforeAll: CommandPosition = { answeredAt: null, sequence: '9223372036854775807' }

/**
 * The commands of one channel: those that wait, the last asked first, then those that are over, the last ended first.
 * Each half walks an index that begins with the enrollment, so the length of the history does not matter.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function retrieveCommandList(
  sql: Sql,
  enrollmentId: string,
  page: { limit: number; after: CommandPosition | null },
): Promise<ListedCommandRow[]> {
  const { answeredAt, sequence } = page.after ?? beforeAll
  const ended = instantOrNull(answeredAt)
  return sql<ListedCommandRow>`
    SELECT * FROM (
      (SELECT id::text AS "commandUuid", enrollment_id AS "enrollmentId", request_type AS "requestType", status,
        '[]'::jsonb AS "errorChain", created_at AS "createdAt", sent_at AS "sentAt",
        NULL::timestamptz AS "answeredAt", sequence::text AS sequence
      FROM mdm_command
      WHERE enrollment_id = ${enrollmentId}::text AND ${ended}::text IS NULL AND sequence < ${sequence}::text::bigint
      ORDER BY mdm_command.sequence DESC LIMIT ${page.limit}::int)
      UNION ALL
      (SELECT id::text, enrollment_id, request_type, status, coalesce(error_chain, '[]'::jsonb), created_at, sent_at,
        answered_at, sequence::text
      FROM mdm_command_history
      WHERE enrollment_id = ${enrollmentId}::text
        AND answered_at <= coalesce(${ended}::text::timestamptz, 'infinity')
        AND (answered_at, sequence) < (coalesce(${ended}::text::timestamptz, 'infinity'), ${sequence}::text::bigint)
      ORDER BY answered_at DESC, mdm_command_history.sequence DESC LIMIT ${page.limit}::int)
    ) AS listed
    ORDER BY "answeredAt" DESC NULLS FIRST, sequence::bigint DESC LIMIT ${page.limit}::int`
}
