import { performance } from 'node:perf_hooks'
import { type PhaseReport, reportPhase } from '#bench/alternate.ts'
import { countAcknowledged } from '#bench/count-acknowledged.ts'
import { floorLoad } from '#bench/floor-requests.ts'
import { type Bench, openConnections } from '#bench/open-bench.ts'
import { profiled } from '#bench/profiled.ts'
import { requestsInTurn } from '#bench/requests-in-turn.ts'
import { type LatencyMs, measureRound, medianRound, percentiles, type Round, readCpu } from '#bench/round.ts'
import { type Job, runLoad } from '#bench/run-load.ts'
import type { QueueOrder } from '#bench/serve-mdm.ts'
import { settle } from '#bench/settle.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { largeInventoryPieces, makeLargeAppList } from '#simulator/swarm/large-inventory.ts'
import { readCommandUuid, signedRequests, signedResultHead } from '#simulator/swarm/signed-requests.ts'
import type { SwarmMac } from '#simulator/swarm/swarm-mac.ts'

/** Rate, latency and cost are of the large answers; what they do to others is beside it. */
export type InventoryReport = PhaseReport & {
  /** Idle polls of other Macs on the usual connections, before the wave and during it. */
  idle: { quiet: LatencyMs; wave: LatencyMs; quietRatePerSecond: number; waveRatePerSecond: number }
  /** From the end of the wave until the last answer was digested. */
  digestedAfterSeconds: number
}

type Answer = { mac: SwarmMac; uuid: string; pieces: Buffer[] }

const waveConnections = 4
const longestSeconds = 3600

/** Has the Macs of the wave take one command each per turn, and signs the answers; bodies share their large piece. */
async function prepareAnswers(bench: Bench, macs: readonly SwarmMac[]): Promise<Answer[]> {
  const { options, server } = bench
  const orders = Array.from({ length: options.results }, (_, at): QueueOrder => {
    const mac = macs[at % macs.length]
    return { enrollmentId: mac?.udid ?? '', body: { RequestType: 'InstalledApplicationList' } }
  })
  const uuids = await server.ask<string[]>('queue', orders)
  const appList = makeLargeAppList(options.resultBytes)
  return inParallel(uuids, 4, async (uuid, at) => {
    const mac = macs[at % macs.length]
    if (!mac) throw new RangeError('there is no Mac')
    const pieces = largeInventoryPieces(mac, uuid, appList)
    return { mac, uuid, pieces: [await signedResultHead(mac, Buffer.concat(pieces)), ...pieces] }
  })
}

async function takeFirstCommands(bench: Bench, macs: readonly SwarmMac[]): Promise<Map<SwarmMac, string>> {
  const requests = await inParallel(macs, 8, signedRequests.idle)
  const first = new Map<SwarmMac, string>()
  const queue = macs.entries()
  const next = (): Job | null => {
    const { value } = queue.next()
    if (!value) return null
    const [at, mac] = value
    return {
      request: requests[at] ?? Buffer.alloc(0),
      take({ body }) {
        const uuid = readCommandUuid(body)
        if (uuid !== null) first.set(mac, uuid)
        return true
      },
    }
  }
  await runLoad(bench.connections, next, longestSeconds)
  return first
}

/** Each Mac sends its answers one after another, many Macs at a time. */
async function runWave(bench: Bench, answers: readonly Answer[], current: Map<SwarmMac, string>) {
  const byUuid = new Map(answers.map((answer) => [answer.uuid, answer]))
  const connections = openConnections(bench.firstPort, waveConnections)
  const free = [...current]
  const answered = new Set<string>()
  let doubled = 0
  const load = await runLoad(
    connections,
    () => {
      const [turn] = free.splice(0, 1)
      if (!turn) return null
      const [mac, uuid] = turn
      return {
        request: byUuid.get(uuid)?.pieces ?? [],
        take({ status, body }) {
          if (status !== 200) return false
          answered.add(uuid)
          const following = readCommandUuid(body)
          if (following !== null && answered.has(following)) doubled += 1
          else if (following !== null) free.push([mac, following])
          return true
        },
      }
    },
    longestSeconds,
  )
  for (const connection of connections) connection.close()
  return { load, doubled }
}

async function measureQuiet(bench: Bench, next: () => Job | null) {
  const { options, server, floor, postmasterPid } = bench
  const runFloor = floorLoad(bench)
  const quiet: Round[] = []
  const floorRounds: Round[] = []
  for (let turn = -1; turn < Math.min(3, options.seconds); turn++) {
    const floorRound = await measureRound(floor, postmasterPid, () => runFloor(options.roundSeconds))
    const round = await measureRound(server, postmasterPid, () =>
      runLoad(bench.connections, next, options.roundSeconds),
    )
    if (turn < 0) continue
    floorRounds.push(floorRound)
    quiet.push(round)
  }
  return { quiet: medianRound(quiet), floorRounds }
}

type Cost = { server: number; database: number | null; generator: number }

async function readCost(bench: Bench): Promise<Cost> {
  const { user, system } = process.cpuUsage()
  return { ...(await readCpu(bench.server, bench.postmasterPid)), generator: (user + system) / 1000 }
}

/** The polls' share is what they cost when it was quiet; all the rest, digesting too, is for the answers. */
function costOfAnswers(from: Cost, to: Cost, quiet: Round, polls: number, answers: number) {
  const share = (total: number, poll: number) => Math.max(0, total - poll * polls) / Math.max(1, answers)
  const { server, database } = quiet.cpuMsPerRequest
  const isKnown = to.database !== null && from.database !== null && database !== null
  return {
    cpuMsPerRequest: {
      server: share(to.server - from.server, server),
      database: isKnown ? share((to.database ?? 0) - (from.database ?? 0), database) : null,
    },
    generatorCpuMsPerRequest: share(to.generator - from.generator, quiet.generatorCpuMsPerRequest),
  }
}

/** The wave, with polls beside it from its first answer to its last, and then until all is digested. */
async function waveBesidePolls(bench: Bench, senders: SwarmMac[], nextPoll: () => Job | null, quiet: Round) {
  const answers = await prepareAnswers(bench, senders)
  const current = await takeFirstCommands(bench, senders)
  await settle(bench)
  let isOver = false
  const from = await readCost(bench)
  const polling = runLoad(bench.connections, () => (isOver ? null : nextPoll()), longestSeconds)
  const { load, doubled } = await profiled(bench, 'inventory', () => runWave(bench, answers, current))
  isOver = true
  const idle = await polling
  const digestFrom = performance.now()
  await settle(bench)
  const digestedAfterSeconds = (performance.now() - digestFrom) / 1000
  const { requests } = load
  const round: Round = {
    ratePerSecond: requests / load.seconds,
    latencyMs: percentiles(load.latenciesMs),
    ...costOfAnswers(from, await readCost(bench), quiet, idle.requests, requests),
    requests,
    lost: 0,
  }
  return { answers, round, idle, doubled, digestedAfterSeconds }
}

/** Many large answers at a time, while other Macs poll. */
export async function benchInventory(bench: Bench): Promise<InventoryReport> {
  const { sql, macs } = bench
  const half = Math.ceil(macs.length / 2)
  const [senders, others] = [macs.slice(0, half), macs.slice(half)]
  const polls = await inParallel(others, 8, signedRequests.idle)
  const nextPoll = requestsInTurn(polls, ({ status }) => status === 200)
  const { quiet, floorRounds } = await measureQuiet(bench, nextPoll)
  const wave = await waveBesidePolls(bench, senders, nextPoll, quiet)
  const uuids = wave.answers.map(({ uuid }) => uuid)
  const recorded = await countAcknowledged(sql, uuids)
  const failed = await sql`SELECT id FROM mdm_result WHERE failure IS NOT NULL`
  const { idle, digestedAfterSeconds, doubled } = wave
  return {
    ...reportPhase([wave.round], floorRounds, uuids.length - recorded + failed.length),
    doubled,
    idle: {
      quiet: quiet.latencyMs,
      wave: percentiles(idle.latenciesMs),
      quietRatePerSecond: quiet.ratePerSecond,
      waveRatePerSecond: idle.requests / idle.seconds,
    },
    digestedAfterSeconds,
  }
}
