import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type PhaseReport, reportPhase } from '#bench/alternate.ts'
import { floorLoad } from '#bench/floor-requests.ts'
import type { Bench } from '#bench/open-bench.ts'
import { measureRound, type Round } from '#bench/round.ts'
import type { Load } from '#bench/run-load.ts'
import type { PushNews } from '#bench/serve-apns.ts'
import type { QueueOrder } from '#bench/serve-mdm.ts'
import { settle } from '#bench/settle.ts'

const longestMs = 60_000
const ordersAtATime = 50

/** Counts the pushes of each Mac and knows when the last of them was woken. */
function watchPushes(bench: Bench) {
  const times = new Map(bench.macs.map(({ token }) => [token, [] as number[]]))
  let arrived = 0
  bench.apns.onNews((news) => {
    for (const { token, status, at } of news as PushNews) {
      const list = times.get(token)
      if (!list || status !== 200) continue
      if (list.length === 0) arrived += 1
      list.push(at)
    }
  })
  return { times, isComplete: () => arrived === times.size }
}

/** Queues one command for each Mac and waits until each has been woken. */
async function pushAll(bench: Bench, tally: { doubled: number }): Promise<Load> {
  const watch = watchPushes(bench)
  const startedAt = performance.now()
  const queuedAt = new Map<string, number>()
  for (let first = 0; first < bench.macs.length; first += ordersAtATime) {
    const some = bench.macs.slice(first, first + ordersAtATime)
    for (const { token } of some) queuedAt.set(token, Date.now())
    const orders = some.map(
      ({ udid }): QueueOrder => ({ enrollmentId: udid, body: { RequestType: 'ProfileList' } }),
    )
    await bench.server.ask('queue', orders)
  }
  while (!watch.isComplete() && performance.now() - startedAt < longestMs) await sleep(2)
  const seconds = (performance.now() - startedAt) / 1000
  // A second push for the same command would come now.
  await sleep(200)
  const lists = [...watch.times].map(([token, at]) => ({ at, from: queuedAt.get(token) ?? 0 }))
  const latenciesMs = lists.flatMap(({ at: [first], from }) => (first === undefined ? [] : [first - from]))
  tally.doubled += lists.reduce((sum, { at }) => sum + Math.max(0, at.length - 1), 0)
  return { requests: latenciesMs.length, seconds, latenciesMs, lost: lists.length - latenciesMs.length }
}

/** What a fresh command costs until its Mac is woken; a request here is one Mac. */
export async function benchPush(bench: Bench): Promise<PhaseReport> {
  const { options, server, floor, postmasterPid, sql } = bench
  const tally = { doubled: 0 }
  const rounds: Round[] = []
  const floorRounds: Round[] = []
  const runFloor = floorLoad(bench)
  const count = Math.max(1, Math.min(3, options.seconds))
  let lost = 0
  for (let turn = -1; turn < count; turn++) {
    const floorRound = await measureRound(floor, postmasterPid, () => runFloor(options.roundSeconds))
    const round = await measureRound(server, postmasterPid, () => pushAll(bench, tally))
    lost += round.lost
    // Nobody fetches these commands; without them nobody is pushed again either.
    await sql`DELETE FROM mdm_command`
    await settle(bench)
    if (turn < 0) continue
    rounds.push(round)
    floorRounds.push(floorRound)
  }
  return { ...reportPhase(rounds, floorRounds, lost), doubled: tally.doubled }
}
