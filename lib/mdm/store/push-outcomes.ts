import { instant, instantOrNull } from './instant.ts'
import type { DuePush } from './pushes.ts'
import type { Sql } from './sql.ts'

/**
 * What came of one push.
 * delivered  againAt is when to push again if the Mac has not come by then
 * failed     tried again at againAt; the wish stands
 * refused    not tried again until another token or another push certificate comes
 * dead       Apple says that the token is no more
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushOutcome = {
  kind: 'delivered' | 'failed' | 'refused' | 'dead'
  push: DuePush
  reason: string
  againAt: Date | null
}

// Each statement locks its rows in the order of their ids first, as everything that writes many channels at once does.
const columns = (outcomes: readonly PushOutcome[]) => ({
  ids: outcomes.map(({ push }) => push.enrollmentId),
  tokens: outcomes.map(({ push }) => Buffer.from(push.pushToken).toString('hex')),
  wishes: outcomes.map(({ push }) => instantOrNull(push.wantedAt)),
  reasons: outcomes.map(({ reason }) => reason.slice(0, 200)),
  moments: outcomes.map(({ againAt }) => instantOrNull(againAt)),
})

/**
 * Writes down that pushes went out, and when to push again where the Mac still has not fetched everything by then. A
 * command that was queued meanwhile keeps its own wish, and its own moment.
 *
 * returns  whether one of those Macs is to be pushed again at once
 * spec     Apple, "Sending push notifications to devices"
 */
export async function storePushSuccesses(
  sql: Sql,
  outcomes: readonly PushOutcome[],
  now: Date,
): Promise<boolean> {
  const { ids, tokens, wishes, moments } = columns(outcomes)
  const at = instant(now)
  const rows = await sql<{ due: boolean }>`
    WITH fact AS MATERIALIZED (
      SELECT id, decode(token, 'hex') AS token, coalesce(wanted::timestamptz, '-infinity') AS wanted,
        again::timestamptz AS again
      FROM unnest(${ids}::text[], ${tokens}::text[], ${wishes}::text[], ${moments}::text[])
        AS f (id, token, wanted, again)
    ), held AS MATERIALIZED (
      SELECT id FROM mdm_enrollment WHERE id = ANY (${ids}::text[]) ORDER BY id FOR NO KEY UPDATE
    ), stored AS (
      UPDATE mdm_enrollment e SET pushed_at = ${at}::text::timestamptz, push_attempts = e.push_attempts + 1,
        push_failure = NULL,
        push_wanted_at = CASE WHEN e.push_wanted_at > fact.wanted THEN e.push_wanted_at END,
        push_retry_at = CASE WHEN e.push_wanted_at > fact.wanted
          THEN least(e.push_retry_at, ${at}::text::timestamptz) ELSE fact.again END
      FROM fact JOIN held USING (id) WHERE e.id = fact.id AND e.push_token = fact.token
      RETURNING e.push_retry_at <= ${at}::text::timestamptz AS due
    )
    SELECT true AS due FROM stored WHERE due LIMIT 1`
  return rows.length > 0
}

/**
 * Writes down that pushes failed, and when to try again; the wishes stand.
 * Source: Apple, "Handling notification responses from APNs"
 */
export async function storePushFailures(sql: Sql, outcomes: readonly PushOutcome[]): Promise<void> {
  const { ids, tokens, reasons, moments } = columns(outcomes)
  await sql`
    WITH held AS MATERIALIZED (
      SELECT id FROM mdm_enrollment WHERE id = ANY (${ids}::text[]) ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE mdm_enrollment e SET push_failure = fact.reason, push_attempts = e.push_attempts + 1,
      push_retry_at = fact.again::timestamptz
    FROM unnest(${ids}::text[], ${tokens}::text[], ${reasons}::text[], ${moments}::text[])
      AS fact (id, token, reason, again) JOIN held USING (id)
    WHERE e.id = fact.id AND e.push_token = decode(fact.token, 'hex')
    RETURNING e.id`
}

/**
 * Leaves channels alone whose token the service does not take, until the Mac brings another one or the push
 * certificate changes, and tells the portal. The token is kept: it may be our certificate that is wrong.
 * Source: Apple, "Handling notification responses from APNs" (BadDeviceToken, DeviceTokenNotForTopic)
 */
export async function storeRefusedTokens(sql: Sql, outcomes: readonly PushOutcome[]): Promise<void> {
  const { ids, tokens, reasons } = columns(outcomes)
  await sql`
    WITH held AS MATERIALIZED (
      SELECT id FROM mdm_enrollment WHERE id = ANY (${ids}::text[]) ORDER BY id FOR NO KEY UPDATE
    ), refused AS (
      UPDATE mdm_enrollment e SET push_failure = fact.reason, push_retry_at = NULL, push_attempts = 0
      FROM unnest(${ids}::text[], ${tokens}::text[], ${reasons}::text[]) AS fact (id, token, reason)
      JOIN held USING (id)
      WHERE e.id = fact.id AND e.push_token = decode(fact.token, 'hex')
      RETURNING e.id, fact.reason
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT id, 'push_failed', jsonb_build_object('reason', reason) FROM refused
    RETURNING id::text AS id`
}

/**
 * Forgets tokens that Apple calls dead, until the Macs bring others, and tells the portal.
 * Source: Apple, "Handling notification responses from APNs" (410)
 */
export async function storeDeadTokens(sql: Sql, outcomes: readonly PushOutcome[]): Promise<void> {
  const { ids, tokens, reasons } = columns(outcomes)
  await sql`
    WITH held AS MATERIALIZED (
      SELECT id FROM mdm_enrollment WHERE id = ANY (${ids}::text[]) ORDER BY id FOR NO KEY UPDATE
    ), dead AS (
      UPDATE mdm_enrollment e SET push_failure = 'unregistered', push_token = NULL, push_retry_at = NULL,
        push_attempts = 0
      FROM unnest(${ids}::text[], ${tokens}::text[], ${reasons}::text[]) AS fact (id, token, reason)
      JOIN held USING (id)
      WHERE e.id = fact.id AND e.push_token = decode(fact.token, 'hex')
      RETURNING e.id, fact.reason
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT id, 'push_failed', jsonb_build_object('reason', reason) FROM dead
    RETURNING id::text AS id`
}
