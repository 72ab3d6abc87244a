import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Takes back a command even when the Mac was sent it and has not answered: it is not sent again, and a late answer
 * corrects its history.
 *
 * returns  false when it is answered or never was.
 * spec     Apple, "Sending MDM commands to a device"
 */
export async function giveUpCommand(sql: Sql, commandUuid: string, now: Date): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    WITH dropped AS (DELETE FROM mdm_command WHERE id = ${commandUuid}::uuid RETURNING *)
    INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key, created_at,
      sent_at, answered_at)
    SELECT id, enrollment_id, sequence, request_type, 'cancelled', idempotency_key, created_at, sent_at,
      ${instant(now)}::text::timestamptz FROM dropped
    RETURNING id::text AS id`
  return rows.length === 1
}
