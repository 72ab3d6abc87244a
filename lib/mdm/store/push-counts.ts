import type { Sql } from './sql.ts'

/**
 * How the pushes of all channels stand.
 * waiting    a push is wanted and not sent yet
 * retrying   of all that wait: the last attempt failed
 * refused    the service does not take the token, or says that it is no more: nothing is sent until the Mac comes by
 * otherTopic the Mac enrolled for another topic than today's certificate
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushCounts = {
  waiting: number
  retrying: number
  refused: number
  otherTopic: number
  lastPushedAt: Date | null
}

/**
 * Source: Apple, "Handling notification responses from APNs"
 */
export async function retrievePushCounts(sql: Sql, topic: string | null): Promise<PushCounts> {
  const rows = await sql<PushCounts>`
    SELECT count(*) FILTER (WHERE push_wanted_at IS NOT NULL AND push_retry_at IS NOT NULL)::int AS waiting,
      count(*) FILTER (WHERE push_failure IS NOT NULL AND push_retry_at IS NOT NULL)::int AS retrying,
      count(*) FILTER (WHERE push_failure IS NOT NULL AND push_retry_at IS NULL
        AND push_failure <> 'topic_changed')::int AS refused,
      count(*) FILTER (WHERE topic <> ${topic}::text)::int AS "otherTopic",
      max(pushed_at) AS "lastPushedAt"
    FROM mdm_enrollment WHERE status = 'enrolled'`
  const [row] = rows
  if (!row) throw new Error('a count found no row')
  return row
}
