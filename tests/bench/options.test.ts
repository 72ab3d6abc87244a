import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { readOptions } from '#bench/options.ts'
import { medianRound, percentiles, type Round } from '#bench/round.ts'

describe('the options of the bench', () => {
  it('are every phase and 16 connections when nothing is said', () => {
    const options = readOptions([])
    expect(options).toMatchObject({ connections: 16, swarm: null, jsonFile: null })
    expect([...(options?.phases ?? [])]).toEqual([
      'enroll',
      'checkin',
      'idle',
      'answer',
      'inventory',
      'push',
      'history',
    ])
  })

  it('name the phases that are wanted', () => {
    expect([...(readOptions(['--phases', 'idle, answer'])?.phases ?? [])]).toEqual(['idle', 'answer'])
    expect(() => readOptions(['--phases', 'idel'])).toThrow(/--phases knows enroll, .*not “idel”/)
  })

  it('are whole numbers above zero', () => {
    expect(() => readOptions(['--macs', '0'])).toThrow(/--macs needs a whole number above zero/)
    expect(() => readOptions(['--swarm', 'many'])).toThrow(/--swarm needs a whole number/)
  })

  it('are none when help is asked for', () => {
    expect(readOptions(['--help'])).toBeNull()
  })
})

describe('the program', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['bench/main.ts', ...words], { encoding: 'utf8' })

  it('says how it is used', () => {
    const { stdout, status } = run('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('npm run bench -- --swarm 10000')
  })

  it('refuses what it does not know in one line, and begins nothing', () => {
    const { stderr, stdout, status } = run('--macs', 'few')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe('--macs needs a whole number above zero, not “few”\n')
    expect(run('--mcas', '3').stderr).toMatch(/^Unknown option '--mcas'/)
  })
})

describe('the figures', () => {
  const round = (ratePerSecond: number): Round => ({
    ratePerSecond,
    latencyMs: { p50: 1, p95: 2, p99: 3 },
    cpuMsPerRequest: { server: 1, database: null },
    generatorCpuMsPerRequest: 1,
    requests: 1,
    lost: 0,
  })

  it('are those of the round in the middle', () => {
    expect(medianRound([round(5), round(1), round(3)]).ratePerSecond).toBe(3)
  })

  it('hold percentiles of what was measured', () => {
    const latencies = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect(percentiles(latencies)).toEqual({ p50: 51, p95: 96, p99: 100 })
    expect(percentiles([])).toEqual({ p50: 0, p95: 0, p99: 0 })
  })
})
