import { type PhaseReport, reportPhase } from '#bench/alternate.ts'
import { floorLoad } from '#bench/floor-requests.ts'
import type { Bench } from '#bench/open-bench.ts'
import { measureRound, percentiles, type Round } from '#bench/round.ts'
import { runLoad } from '#bench/run-load.ts'
import { settle } from '#bench/settle.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { makeRequest } from '#simulator/swarm/make-request.ts'
import {
  finishEnrollment,
  type PreparedEnrollment,
  prepareEnrollment,
} from '#simulator/swarm/scep-enrollment.ts'
import { signedRequests } from '#simulator/swarm/signed-requests.ts'
import { makeSwarmMac, type SwarmMac } from '#simulator/swarm/swarm-mac.ts'

/** SCEP alone: three private-key operations of the server's, and how many of them one core could do. */
export type EnrollReport = PhaseReport & {
  scep: { ratePerSecond: number; cpuMsPerRequest: Round['cpuMsPerRequest']; ratePerServerCpuSecond: number }
}

const signAtATime = 8

/** Opens an enrolment link for each Mac and makes its SCEP request. */
async function prepareMacs(bench: Bench, count: number): Promise<PreparedEnrollment[]> {
  const links = await bench.server.ask<string[]>('invite', count)
  const first = bench.macs.length
  const macs = links.map((_, at) => newMac(bench, first + at))
  await bench.apns.ask(
    'register',
    macs.map(({ token }) => token),
  )
  const prepared: PreparedEnrollment[] = []
  const queue = links.entries()
  const next = () => {
    const { value } = queue.next()
    if (!value) return null
    const [at, link] = value
    const mac = macs[at]
    return {
      request: makeRequest(`GET ${link as `/${string}`}`, {}, Buffer.alloc(0)),
      take({ status, body }: { status: number; body: Buffer }) {
        if (status !== 200 || !mac) return false
        prepared.push(prepareEnrollment(mac, body, bench.authority))
        return true
      },
    }
  }
  const { lost } = await runLoad(bench.connections, next, 600)
  if (lost > 0) throw new RangeError(`${lost} enrolment links were not answered`)
  return prepared
}

function newMac(bench: Bench, index: number): SwarmMac {
  const key = bench.keys[index % bench.keys.length]
  if (!key) throw new RangeError('there is no key')
  return makeSwarmMac(index, key, 'bench')
}

/** Each request once; the answers' times are kept by Mac. */
async function runStage(
  bench: Bench,
  requests: readonly Buffer[],
  took: number[],
  onReply: (at: number, body: Buffer) => void = () => undefined,
): Promise<Round & { seconds: number }> {
  const queue = requests.entries()
  let seconds = 0
  const round = await measureRound(bench.server, bench.postmasterPid, async () => {
    const load = await runLoad(
      bench.connections,
      () => {
        const { value } = queue.next()
        if (!value) return null
        const [at, request] = value
        const startedAt = performance.now()
        return {
          request,
          take({ status, body }) {
            took[at] = (took[at] ?? 0) + performance.now() - startedAt
            onReply(at, body)
            return status === 200
          },
        }
      },
      600,
    )
    seconds = load.seconds
    return load
  })
  return { ...round, seconds }
}

type EnrollRound = { whole: Round; scep: Round }

const sumCpu = (stages: Round[]): Round['cpuMsPerRequest'] => ({
  server: stages.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest.server, 0),
  database: stages.reduce<number | null>(
    (sum, { cpuMsPerRequest: { database } }) => (sum === null || database === null ? null : sum + database),
    0,
  ),
})

async function enrollBatch(bench: Bench, count: number): Promise<EnrollRound> {
  const prepared = await prepareMacs(bench, count)
  await settle(bench)
  const took: number[] = []
  const replies: Buffer[] = []
  const requests = prepared.map(({ request }) => request)
  const scep = await runStage(bench, requests, took, (at, body) => {
    replies[at] = body
  })
  const macs = prepared.map((one, at) => {
    finishEnrollment(one, replies[at] ?? Buffer.alloc(0), bench.authority)
    return one.mac
  })
  const authentications = await inParallel(macs, signAtATime, signedRequests.authenticate)
  const updates = await inParallel(macs, signAtATime, signedRequests.tokenUpdate)
  const authenticate = await runStage(bench, authentications, took)
  const update = await runStage(bench, updates, took)
  bench.macs.push(...macs)
  const stages = [scep, authenticate, update]
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0)
  const whole = {
    ratePerSecond: macs.length / seconds,
    latencyMs: percentiles(took),
    cpuMsPerRequest: sumCpu(stages),
    generatorCpuMsPerRequest: stages.reduce((sum, stage) => sum + stage.generatorCpuMsPerRequest, 0),
    requests: macs.length,
    lost: stages.reduce((sum, stage) => sum + stage.lost, 0),
  }
  return { whole, scep }
}

async function countEnrollments(bench: Bench): Promise<{ lost: number; doubled: number }> {
  const [row] = await bench.sql<{ macs: number; certificates: number }[]>`
    SELECT count(DISTINCT e.id)::int AS macs, count(c.sha256_hex)::int AS certificates
    FROM mdm_enrollment e LEFT JOIN mdm_certificate c ON c.enrollment_id = e.id
    WHERE e.status = 'enrolled' AND e.push_token IS NOT NULL`
  const { macs = 0, certificates = 0 } = row ?? {}
  return { lost: bench.macs.length - macs, doubled: certificates - macs }
}

/** Enrols all Macs of the bench, in as many rounds as there are seconds. */
export async function benchEnroll(bench: Bench): Promise<EnrollReport> {
  const { options, floor, postmasterPid } = bench
  const count = Math.max(1, Math.round(options.seconds / options.roundSeconds))
  const warmUp = Math.max(1, Math.floor(options.macs / 10))
  await enrollBatch(bench, warmUp)
  const rounds: Round[] = []
  const floorRounds: Round[] = []
  const scepRounds: Round[] = []
  const runFloor = floorLoad(bench)
  await runFloor(options.roundSeconds)
  for (let turn = 0; turn < count; turn++) {
    const left = options.macs - bench.macs.length
    const batch = turn === count - 1 ? left : Math.floor(left / (count - turn))
    if (batch < 1) break
    floorRounds.push(await measureRound(floor, postmasterPid, () => runFloor(options.roundSeconds)))
    const { whole, scep } = await enrollBatch(bench, batch)
    rounds.push(whole)
    scepRounds.push(scep)
  }
  await settle(bench)
  const report = reportPhase(rounds, floorRounds, 0)
  const scep = scepRounds.sort((a, b) => a.cpuMsPerRequest.server - b.cpuMsPerRequest.server)
  const middle = scep[Math.floor(scep.length / 2)]
  if (!middle) throw new RangeError('there was no round')
  const { ratePerSecond, cpuMsPerRequest } = middle
  const ratePerServerCpuSecond = 1000 / cpuMsPerRequest.server
  const counted = await countEnrollments(bench)
  return { ...report, ...counted, scep: { ratePerSecond, cpuMsPerRequest, ratePerServerCpuSecond } }
}
