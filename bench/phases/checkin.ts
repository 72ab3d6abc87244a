import { randomBytes, randomUUID } from 'node:crypto'
import { alternate, type PhaseReport } from '#bench/alternate.ts'
import type { Bench } from '#bench/open-bench.ts'
import { requestsInTurn } from '#bench/requests-in-turn.ts'
import { type Job, runLoad } from '#bench/run-load.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { signedRequests } from '#simulator/swarm/signed-requests.ts'

/** The same with the token that the server has already, which is what Macs send most of the time. */
export type CheckinReport = PhaseReport & {
  unchanged: Pick<PhaseReport, 'ratePerSecond' | 'latencyMs' | 'cpuMsPerRequest' | 'lost'>
}

/** Macs that tell where pushes reach them: each time another place, so that there is something to be written. */
export async function benchCheckin(bench: Bench): Promise<CheckinReport> {
  const usual = await inParallel(bench.macs, 8, signedRequests.tokenUpdate)
  const others = await inParallel(bench.macs, 8, (mac) =>
    signedRequests.tokenUpdate({
      ...mac,
      token: randomBytes(32).toString('hex'),
      pushMagic: randomUUID().toUpperCase(),
    }),
  )
  const measure = (name: string, requests: Buffer[], seconds: number): Promise<PhaseReport> => {
    const next = requestsInTurn(requests, ({ status }) => status === 200)
    const stretch = { ...bench, options: { ...bench.options, seconds } }
    return alternate(stretch, { name, run: (time) => runLoad(bench.connections, next, time) })
  }
  const few = Math.min(3, bench.options.seconds)
  // Round and round all Macs with the other token and all with the usual one: every message changes something.
  const changing = await measure('checkin', [...others, ...usual], bench.options.seconds)
  const { ratePerSecond, latencyMs, cpuMsPerRequest, lost } = await measure('checkin-unchanged', usual, few)
  await sendOnce(bench, usual)
  return { ...changing, unchanged: { ratePerSecond, latencyMs, cpuMsPerRequest, lost } }
}

/** Leaves every Mac with its usual token, however far the rounds came. */
async function sendOnce(bench: Bench, requests: readonly Buffer[]): Promise<void> {
  const left = [...requests]
  const next = (): Job | null => {
    const request = left.pop()
    return request ? { request, take: ({ status }) => status === 200 } : null
  }
  await runLoad(bench.connections, next, 600)
}
