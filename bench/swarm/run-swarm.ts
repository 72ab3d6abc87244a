import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { countAcknowledged } from '#bench/count-acknowledged.ts'
import type { BenchOptions } from '#bench/options.ts'
import { type Swarm, startSwarm } from '#simulator/swarm/start-swarm.ts'
import { enrollSwarm } from './enroll-swarm.ts'
import { openSwarmStage, type SwarmStage } from './open-swarm-stage.ts'
import { commandsEach, queueForSwarm } from './queue-for-swarm.ts'
import { type Restart, restartAll, wakeBy } from './restarts.ts'

export type SwarmReport = {
  macs: number
  enrolled: number
  commandsQueued: number
  /** By the Macs' own count. */
  carriedOut: number
  /** By the server's history. */
  recorded: number
  lost: number
  doubled: number
  /** Handed out again because the answer had been cut off: done once all the same. */
  repeated: number
  brokenRequests: number
  refused: Record<string, number>
  pushes: number
  polls: number
  restarts: Restart[]
  seconds: { enroll: number; commands: number }
}

const longestSilenceMs = 240_000

/** Waits for the last answer; gives up when nothing has come for some minutes, and what is missing is lost then. */
async function waitForAnswers(swarm: Swarm, total: number, givingUp: AbortController): Promise<void> {
  let known = -1
  let movedAt = Date.now()
  while (swarm.tally.acknowledged.size < total) {
    if (swarm.tally.acknowledged.size !== known) {
      known = swarm.tally.acknowledged.size
      movedAt = Date.now()
    }
    if (Date.now() - movedAt > longestSilenceMs) return givingUp.abort()
    await sleep(50)
  }
}

/** Compares what was queued with what Macs have done and what the database says of it. */
async function count({ sql, macs }: SwarmStage, { tally }: Swarm, queued: readonly string[]) {
  const recorded = await countAcknowledged(sql, queued)
  const [row] = await sql<{ enrolled: number; history: number; waiting: number }[]>`
    SELECT (SELECT count(*) FROM mdm_enrollment WHERE status = 'enrolled')::int AS enrolled,
      (SELECT count(*) FROM mdm_command_history)::int AS history,
      (SELECT count(*) FROM mdm_command)::int AS waiting`
  const { enrolled = 0, history = 0 } = row ?? {}
  const undone = queued.filter((uuid) => !tally.carriedOut.has(uuid)).length
  const unrecorded = queued.length - recorded
  const surplus = history - new Set(queued).size
  return {
    macs: macs.length,
    enrolled,
    commandsQueued: queued.length,
    carriedOut: tally.carriedOut.size,
    recorded,
    lost: macs.length * commandsEach - queued.length + Math.max(undone, unrecorded),
    doubled: tally.doubled + Math.max(0, surplus) + (queued.length - new Set(queued).size),
  }
}

async function run(stage: SwarmStage): Promise<SwarmReport> {
  const { options, ports, macs, say } = stage
  const enrollFrom = performance.now()
  await enrollSwarm(stage)
  const enroll = (performance.now() - enrollFrom) / 1000
  say(`${macs.length} Macs enrolled in ${enroll.toFixed(0)} s`)
  const { connections, pollSeconds } = options
  const swarm = startSwarm({ macs, ports, connections, pollSeconds })
  wakeBy(stage, swarm)
  const commandsFrom = performance.now()
  const total = macs.length * commandsEach
  const givingUp = new AbortController()
  try {
    const [queued, restarts] = await Promise.all([
      queueForSwarm(stage, swarm, givingUp.signal),
      restartAll(stage, swarm, total, givingUp.signal),
      waitForAnswers(swarm, total, givingUp),
    ])
    const commands = (performance.now() - commandsFrom) / 1000
    const { repeated, broken, pushes, polls, refused } = swarm.tally
    return {
      ...(await count(stage, swarm, queued)),
      repeated,
      brokenRequests: broken,
      refused: Object.fromEntries(refused),
      pushes,
      polls,
      restarts,
      seconds: { enroll, commands },
    }
  } finally {
    givingUp.abort()
    await swarm.stop()
  }
}

/** Macs enrol and take ten commands each while servers and push service are restarted; then everything is counted. */
export async function runSwarm(
  options: BenchOptions,
  count: number,
  say: (line: string) => void,
): Promise<SwarmReport> {
  const stage = await openSwarmStage(options, count, say)
  try {
    return await run(stage)
  } finally {
    await stage.close()
  }
}
