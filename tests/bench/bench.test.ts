import { describe, expect, it } from 'vitest'
import { describeMachine } from '#bench/describe-machine.ts'
import { runBench } from '#bench/run-bench.ts'
import { smallOptions } from './small-options.ts'

const figures = {
  ratePerSecond: expect.any(Number),
  latencyMs: { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
  cpuMsPerRequest: { server: expect.any(Number), database: expect.any(Number) },
  floorRatePerSecond: expect.any(Number),
  lost: 0,
  doubled: 0,
}

describe('a small run of the bench', { timeout: 180_000 }, () => {
  const small = ['--macs', '12', '--seconds', '1', '--connections', '3', '--results', '8']
  const options = smallOptions([...small, '--result-bytes', '300000', '--history-rows', '500'])
  const run = runBench(options, () => undefined)

  it('reports every figure of every phase, and that nothing was lost or done twice', async () => {
    const { phases } = await run
    for (const name of ['enroll', 'checkin', 'idle', 'answer', 'inventory', 'push'] as const) {
      expect(phases[name], name).toMatchObject(figures)
      expect(phases[name]?.requests, name).toBeGreaterThan(0)
    }
  })

  it('tells what SCEP alone costs, and what a repeated token does', async () => {
    const { enroll, checkin } = (await run).phases
    expect(enroll?.scep.ratePerServerCpuSecond).toBeGreaterThan(0)
    expect(checkin?.unchanged.lost).toBe(0)
  })

  it('sets idle polls during the wave of large answers beside quiet ones', async () => {
    const { inventory } = (await run).phases
    expect(inventory?.idle.quiet.p99).toBeGreaterThan(0)
    expect(inventory?.idle.wave.p99).toBeGreaterThan(0)
  })

  it('shows the plans of an idle poll and of an answer with and without a history', async () => {
    const { history } = await run
    expect(history).toMatchObject({ rows: 500, with: { idle: figures, answer: figures } })
    expect(history?.plans.with.flatMap(({ steps }) => steps).join()).toMatch(/Index Scan mdm_certificate/)
    expect(history?.plans.without).toHaveLength(history?.plans.with.length ?? 0)
  })

  it('was refused nothing', async () => {
    expect((await run).refusals).toEqual([])
  })
})

it('says which machine the figures are of', () => {
  expect(describeMachine()).toMatchObject({
    cpu: expect.any(String),
    cores: expect.any(Number),
    memoryGb: expect.any(Number),
    node: process.version,
  })
})
