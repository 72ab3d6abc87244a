import type { PhaseReport } from '#bench/alternate.ts'
import type { Bench } from '#bench/open-bench.ts'
import type { StatementPlan } from '#bench/plan-watch.ts'
import { settle } from '#bench/settle.ts'
import { readCommandUuid, signedRequests } from '#simulator/swarm/signed-requests.ts'
import { benchAnswer } from './answer.ts'
import { benchIdle } from './idle.ts'

type Pair = { idle: PhaseReport; answer: PhaseReport }

/** Idle polls and answers before and after a great many answered commands were put into the history. */
export type HistoryReport = {
  rows: number
  without: Pair
  with: Pair
  /** How PostgreSQL ran the statements of an Idle poll and of an answer. */
  plansUnchanged: boolean
  plans: { without: StatementPlan[]; with: StatementPlan[] }
}

/** One Mac polls and answers once, while the server asks for the plan of every statement. */
async function readPlans(bench: Bench): Promise<StatementPlan[]> {
  const { server, connections, sql } = bench
  const [mac] = bench.macs
  const [connection] = connections
  if (!mac || !connection) throw new RangeError('there is no Mac')
  // What PostgreSQL knows of the queue must be alike both times, whenever it last looked by itself.
  await sql`VACUUM ANALYZE mdm_command, mdm_command_history`
  const body = { RequestType: 'RemoveProfile', Identifier: 'nl.voorbeeld.plans' }
  await server.ask('queue', [{ enrollmentId: mac.udid, body }])
  await settle(bench)
  await server.ask('watchPlans')
  const reply = await connection.send(await signedRequests.idle(mac))
  await connection.send(await signedRequests.answer(mac, readCommandUuid(reply.body) ?? ''))
  const plans = await server.ask<StatementPlan[]>('takePlans')
  // What a Mac waits for looks at its certificate; the jobs' statements beside it do not.
  return plans.filter(({ statement }) => statement.includes('mdm_certificate'))
}

/** As Macs would have answered them over the last year, a few hundred each. */
async function fillHistory({ sql, options }: Bench): Promise<void> {
  await sql`
    INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, created_at, sent_at,
      answered_at)
    SELECT uuidv7(-n * interval '20 seconds'), macs.ids[1 + n % cardinality(macs.ids)], -n,
      (ARRAY['DeviceInformation', 'SecurityInfo', 'InstallProfile', 'ProfileList'])[1 + n % 4], 'acknowledged',
      at, at, at
    FROM (SELECT array_agg(id ORDER BY id) AS ids FROM mdm_enrollment) AS macs,
      generate_series(1, ${options.historyRows}::int) AS n,
      LATERAL (SELECT now() - n * interval '20 seconds' AS at) AS moment`
  await sql`VACUUM ANALYZE mdm_command_history`
  await sql`CHECKPOINT`
}

/** Shows whether a long history makes anything slower. */
export async function benchHistory(bench: Bench, known: Partial<Pair>): Promise<HistoryReport> {
  const without = {
    idle: known.idle ?? (await benchIdle(bench)),
    answer: known.answer ?? (await benchAnswer(bench)),
  }
  const plansWithout = await readPlans(bench)
  await fillHistory(bench)
  const plansWith = await readPlans(bench)
  const shorter = { ...bench, options: { ...bench.options, seconds: Math.min(3, bench.options.seconds) } }
  const after = { idle: await benchIdle(shorter), answer: await benchAnswer(shorter) }
  return {
    rows: bench.options.historyRows,
    without,
    with: after,
    plansUnchanged: JSON.stringify(plansWithout) === JSON.stringify(plansWith),
    plans: { without: plansWithout, with: plansWith },
  }
}
