import { alternate, type PhaseReport } from '#bench/alternate.ts'
import { countAcknowledged } from '#bench/count-acknowledged.ts'
import type { Bench } from '#bench/open-bench.ts'
import { type Job, type Load, runLoad } from '#bench/run-load.ts'
import type { QueueOrder } from '#bench/serve-mdm.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { readCommandUuid, signedRequests } from '#simulator/swarm/signed-requests.ts'
import type { SwarmMac } from '#simulator/swarm/swarm-mac.ts'

type Turn = { mac: SwarmMac; answers: Map<string, Buffer>; current: string | null }
type Tally = { queued: string[]; answered: Set<string>; doubled: number }

const commandsEach = 5
const longestSeconds = 3600

/** Queues commands for each Mac, signs the answers to them, and has each Mac take its first. */
async function prepareTurns(bench: Bench, tally: Tally): Promise<Turn[]> {
  const orders: QueueOrder[] = bench.macs.flatMap((mac) =>
    Array.from({ length: commandsEach }, (_, at) => ({
      enrollmentId: mac.udid,
      body: { RequestType: 'RemoveProfile', Identifier: `nl.voorbeeld.profile-${at}` },
    })),
  )
  const uuids = await bench.server.ask<string[]>('queue', orders)
  tally.queued.push(...uuids)
  const turns = bench.macs.map((mac): Turn => ({ mac, answers: new Map(), current: null }))
  await inParallel(uuids, 8, async (uuid, at) => {
    const turn = turns[Math.floor(at / commandsEach)]
    if (turn) turn.answers.set(uuid, await signedRequests.answer(turn.mac, uuid))
  })
  const idle = await inParallel(bench.macs, 8, signedRequests.idle)
  const queue = turns.entries()
  const next = (): Job | null => {
    const { value } = queue.next()
    if (!value) return null
    const [at, turn] = value
    return {
      request: idle[at] ?? Buffer.alloc(0),
      take({ body }) {
        turn.current = readCommandUuid(body)
        return turn.current !== null
      },
    }
  }
  const { lost } = await runLoad(bench.connections, next, longestSeconds)
  if (lost > 0) throw new RangeError(`${lost} Macs were not given their first command`)
  return turns
}

/** Each Mac answers the command that it has and gets the next one with that, until it has had all. */
function answerAll(bench: Bench, turns: Turn[], tally: Tally): Promise<Load> {
  const free = [...turns]
  const next = (): Job | null => {
    const turn = free.shift()
    if (!turn) return null
    const uuid = turn.current ?? ''
    return {
      request: turn.answers.get(uuid) ?? Buffer.alloc(0),
      take({ status, body }) {
        if (status !== 200) return false
        tally.answered.add(uuid)
        turn.current = readCommandUuid(body)
        if (turn.current === null) return true
        if (tally.answered.has(turn.current)) tally.doubled += 1
        free.push(turn)
        return true
      },
    }
  }
  return runLoad(bench.connections, next, longestSeconds)
}

/** Macs that answer a command and are handed the next one with the same request. */
export async function benchAnswer(bench: Bench): Promise<PhaseReport> {
  const tally: Tally = { queued: [], answered: new Set(), doubled: 0 }
  let turns: Turn[] = []
  const report = await alternate(bench, {
    name: 'answer',
    async prepare() {
      turns = await prepareTurns(bench, tally)
    },
    run: () => answerAll(bench, turns, tally),
  })
  const recorded = await countAcknowledged(bench.sql, tally.queued)
  return { ...report, lost: tally.queued.length - recorded, doubled: tally.doubled }
}
