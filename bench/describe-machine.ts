import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'

export type Machine = {
  system: string
  cpu: string
  cores: number
  memoryGb: number
  node: string
  /** Of the last minute, before the bench began: what else the machine was doing. */
  loadBefore: number
  at: string
}

export function describeMachine(): Machine {
  return {
    system: `${process.platform} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
    at: new Date().toISOString(),
  }
}
