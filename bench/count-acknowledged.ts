import type postgres from 'postgres'

const atATime = 5000

/** How many of these commands the history has as acknowledged. */
export async function countAcknowledged(sql: postgres.Sql, commandUuids: readonly string[]): Promise<number> {
  let count = 0
  for (let at = 0; at < commandUuids.length; at += atATime) {
    const some = commandUuids.slice(at, at + atATime)
    const [row] = await sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM mdm_command_history
      WHERE id = ANY(${some}::uuid[]) AND status = 'acknowledged'`
    count += row?.count ?? 0
  }
  return count
}
