import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Gives a set to a channel, which is then to be synchronised; the people at a device that gets it as well, because a
 * part of it may be for them.
 *
 * returns  false when the channel has it already, or is not enrolled
 * spec     Apple, "Integrating declarative management"
 */
export async function storeSetAssignment(
  sql: Sql,
  enrollmentId: string,
  setName: string,
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH added AS (
      INSERT INTO mdm_enrollment_declaration_set (enrollment_id, set_name, added_at)
      SELECT id, ${setName}::text, ${at}::text::timestamptz FROM mdm_enrollment
      WHERE id = ${enrollmentId}::text AND status <> 'checked_out'
      ON CONFLICT DO NOTHING RETURNING enrollment_id AS id
    )
    INSERT INTO mdm_declarative_channel (enrollment_id, sync_wanted_at)
    SELECT id, ${at}::text::timestamptz FROM added
    UNION ALL SELECT e.id, ${at}::text::timestamptz FROM mdm_enrollment e JOIN added ON e.device_id = added.id
      WHERE e.channel = 'user' AND e.status = 'enrolled'
    ON CONFLICT (enrollment_id) DO UPDATE SET sync_wanted_at = excluded.sync_wanted_at
    RETURNING enrollment_id AS id`
  return rows.length > 0
}

/**
 * Takes a set away from a channel, which is then to be synchronised, and the people at that device.
 *
 * returns  false when the channel does not have it
 * spec     Apple, "Integrating declarative management"
 */
export async function clearSetAssignment(
  sql: Sql,
  enrollmentId: string,
  setName: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    WITH dropped AS (
      DELETE FROM mdm_enrollment_declaration_set
      WHERE enrollment_id = ${enrollmentId}::text AND set_name = ${setName}::text RETURNING enrollment_id AS id
    ), wanted AS (
      UPDATE mdm_declarative_channel c SET sync_wanted_at = ${instant(now)}::text::timestamptz
      FROM dropped, mdm_enrollment e
      WHERE c.enrollment_id = e.id AND (e.id = dropped.id OR (e.device_id = dropped.id AND e.channel = 'user'))
    )
    SELECT id FROM dropped`
  return rows.length === 1
}

/**
 * Gives a set to the device channel of every enrolled Mac with macOS 13 or later that does not have it yet, or of
 * one of them.
 *
 * returns  how many got it
 * spec     Apple, "Integrating declarative management" (macOS 13)
 */
export async function storeSetForAllDevices(
  sql: Sql,
  setName: string,
  only: string | null,
  now: Date,
): Promise<number> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH added AS (
      INSERT INTO mdm_enrollment_declaration_set (enrollment_id, set_name, added_at)
      SELECT e.id, ${setName}::text, ${at}::text::timestamptz FROM mdm_enrollment e
      WHERE e.channel = 'device' AND e.status = 'enrolled' AND (${only}::text IS NULL OR e.id = ${only}::text)
        AND substring(e.os_version from '^[0-9]{1,4}')::int >= 13
        AND NOT EXISTS (SELECT FROM mdm_enrollment_declaration_set s
          WHERE s.enrollment_id = e.id AND s.set_name = ${setName}::text)
      ON CONFLICT DO NOTHING RETURNING enrollment_id
    )
    INSERT INTO mdm_declarative_channel (enrollment_id, sync_wanted_at)
    SELECT enrollment_id, ${at}::text::timestamptz FROM added
    ON CONFLICT (enrollment_id) DO UPDATE SET sync_wanted_at = excluded.sync_wanted_at
    RETURNING enrollment_id AS id`
  return rows.length
}

/**
 * Takes a set away from every channel that has it; what it held must be gone before.
 *
 * returns  how many had it
 * spec     Apple, "Integrating declarative management"
 */
export async function clearSetAssignments(sql: Sql, setName: string): Promise<number> {
  const rows = await sql<{ id: string }>`
    DELETE FROM mdm_enrollment_declaration_set WHERE set_name = ${setName}::text RETURNING enrollment_id AS id`
  return rows.length
}

/**
 * Has the user channels looked at that were not yet, of devices that have declarations: those of people who have
 * logged in since.
 *
 * returns  how many
 * spec     Apple, "Integrating declarative management" (device and user channel separately)
 */
export async function storeNewUserChannels(sql: Sql, now: Date): Promise<number> {
  const rows = await sql<{ id: string }>`
    INSERT INTO mdm_declarative_channel (enrollment_id, sync_wanted_at)
    SELECT e.id, ${instant(now)}::text::timestamptz FROM mdm_enrollment e
    JOIN mdm_declarative_channel d ON d.enrollment_id = e.device_id
    WHERE e.channel = 'user' AND e.status = 'enrolled'
      AND NOT EXISTS (SELECT FROM mdm_declarative_channel c WHERE c.enrollment_id = e.id)
    ON CONFLICT DO NOTHING RETURNING enrollment_id AS id`
  return rows.length
}
