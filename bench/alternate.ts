import { floorLoad } from './floor-requests.ts'
import type { Bench } from './open-bench.ts'
import { profiled } from './profiled.ts'
import { type CpuMs, type LatencyMs, measureRound, medianRound, type Round } from './round.ts'
import type { Load } from './run-load.ts'
import { settle } from './settle.ts'

/** What a phase comes to: the figures of its median round. */
export type PhaseReport = {
  ratePerSecond: number
  latencyMs: LatencyMs
  cpuMsPerRequest: CpuMs
  floorRatePerSecond: number
  floorLatencyMs: LatencyMs
  floorCpuMsPerRequest: CpuMs
  /** What it cost to pretend to be the Macs; it shares the machine's cores. */
  generatorCpuMsPerRequest: number
  /** All rounds together. */
  requests: number
  rounds: number
  lost: number
  doubled: number
}

export type Phase = {
  name: string
  /** Outside the time that is measured. */
  prepare?: () => Promise<void>
  run: (seconds: number) => Promise<Load>
}

/**
 * Warms up and then measures floor and phase by turns, so that a machine that is busy otherwise hurts both alike.
 * What the phase left to be done by jobs is done before the next turn.
 */
export async function alternate(bench: Bench, phase: Phase): Promise<PhaseReport> {
  const { options, server, floor, postmasterPid } = bench
  const rounds: Round[] = []
  const floorRounds: Round[] = []
  const runFloor = floorLoad(bench)
  const count = Math.max(1, Math.round(options.seconds / options.roundSeconds))
  let lost = 0
  for (let turn = -1; turn < count; turn++) {
    await phase.prepare?.()
    await settle(bench)
    const floorRound = await measureRound(floor, postmasterPid, () => runFloor(options.roundSeconds))
    const measure = () => measureRound(server, postmasterPid, () => phase.run(options.roundSeconds))
    const round = turn === count - 1 ? await profiled(bench, phase.name, measure) : await measure()
    lost += round.lost
    // The first turn only makes caches and the compiler warm.
    if (turn < 0) continue
    floorRounds.push(floorRound)
    rounds.push(round)
  }
  await settle(bench)
  return reportPhase(rounds, floorRounds, lost)
}

export function reportPhase(
  rounds: readonly Round[],
  floorRounds: readonly Round[],
  lost: number,
): PhaseReport {
  const middle = medianRound(rounds)
  const floorMiddle = medianRound(floorRounds)
  return {
    ratePerSecond: middle.ratePerSecond,
    latencyMs: middle.latencyMs,
    cpuMsPerRequest: middle.cpuMsPerRequest,
    floorRatePerSecond: floorMiddle.ratePerSecond,
    floorLatencyMs: floorMiddle.latencyMs,
    floorCpuMsPerRequest: floorMiddle.cpuMsPerRequest,
    generatorCpuMsPerRequest: middle.generatorCpuMsPerRequest,
    requests: rounds.reduce((sum, round) => sum + round.requests, 0),
    rounds: rounds.length,
    lost,
    doubled: 0,
  }
}
