import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Whether there is something for each job.
 * Source: docs/architecture.md, "The portal hears"
 */
export type WorkDue = { events: boolean; results: boolean; reports: boolean; syncs: boolean }

/**
 * Looks for the first event, answer, status report and synchronisation whose time has come.
 * Source: docs/architecture.md, "The portal hears"
 */
export async function findWork(sql: Sql, now: Date): Promise<WorkDue> {
  const at = instant(now)
  const rows = await sql<WorkDue>`
    SELECT EXISTS (SELECT FROM mdm_event WHERE retry_at IS NULL OR retry_at <= ${at}::text::timestamptz) AS events,
      EXISTS (SELECT FROM mdm_result WHERE failure IS NULL
        AND (retry_at IS NULL OR retry_at <= ${at}::text::timestamptz)) AS results,
      EXISTS (SELECT FROM mdm_status_report WHERE failure IS NULL
        AND (retry_at IS NULL OR retry_at <= ${at}::text::timestamptz)) AS reports,
      EXISTS (SELECT FROM mdm_declarative_channel WHERE sync_wanted_at <= ${at}::text::timestamptz) AS syncs`
  return rows[0] ?? { events: false, results: false, reports: false, syncs: false }
}
