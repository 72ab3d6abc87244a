import type { BenchChild } from './control-channel.ts'
import { readDatabaseCpuMs } from './database-cpu.ts'
import type { Load } from './run-load.ts'

export type LatencyMs = { p50: number; p95: number; p99: number }
/** Of the database null where the machine does not tell. */
export type CpuMs = { server: number; database: number | null }

/** What one short stretch of one program came to. */
export type Round = {
  ratePerSecond: number
  latencyMs: LatencyMs
  cpuMsPerRequest: CpuMs
  /** What it cost to pretend to be the Macs. */
  generatorCpuMsPerRequest: number
  requests: number
  lost: number
}

/** CPU time since the start of things, in milliseconds. */
export async function readCpu(server: BenchChild, postmasterPid: number): Promise<CpuMs> {
  const { user, system } = await server.ask<NodeJS.CpuUsage>('cpu')
  return { server: (user + system) / 1000, database: readDatabaseCpuMs(postmasterPid) }
}

export function percentiles(latenciesMs: readonly number[]): LatencyMs {
  const sorted = Float64Array.from(latenciesMs).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Runs something and sets what it took of the CPU against what it did. */
export async function measureRound(
  server: BenchChild,
  postmasterPid: number,
  run: () => Promise<Load>,
): Promise<Round> {
  const before = await readCpu(server, postmasterPid)
  const generatorBefore = process.cpuUsage()
  const { requests, seconds, latenciesMs, lost } = await run()
  const { user, system } = process.cpuUsage(generatorBefore)
  const after = await readCpu(server, postmasterPid)
  const each = (milliseconds: number) => milliseconds / Math.max(1, requests)
  const database =
    after.database === null || before.database === null ? null : each(after.database - before.database)
  return {
    ratePerSecond: requests / seconds,
    latencyMs: percentiles(latenciesMs),
    cpuMsPerRequest: { server: each(after.server - before.server), database },
    generatorCpuMsPerRequest: each((user + system) / 1000),
    requests,
    lost,
  }
}

/** The round in the middle by rate: its figures belong together, which single medians do not. */
export function medianRound(rounds: readonly Round[]): Round {
  const sorted = [...rounds].sort((a, b) => a.ratePerSecond - b.ratePerSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new RangeError('there was no round')
  return middle
}
