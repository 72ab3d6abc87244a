export interface Count {
  passed: number
  failed: number
  /** What failed, by file and name: repeated at the very end, where a long log is read. */
  failures?: string[]
}

export interface Stage {
  name: string
  /** Runs it; what it prints is for people, the count is what is added up. */
  run(): Promise<Count>
}

/** Runs every stage in order, a failing one too, with a heading and its duration. */
export async function runStages(stages: Stage[], say: (words: string) => void): Promise<Required<Count>> {
  const total: Required<Count> = { passed: 0, failed: 0, failures: [] }
  for (const stage of stages) {
    const started = Date.now()
    say(`\n== ${stage.name} ==`)
    const count = await stage.run()
    total.passed += count.passed
    total.failed += count.failed
    if (count.failed > 0) total.failures.push(...(count.failures ?? [stage.name]))
    const verdict = count.failed === 0 ? 'passed' : 'FAILED'
    say(`-- ${stage.name} ${verdict} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
  return total
}
