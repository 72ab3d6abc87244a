import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Count } from './test-stage.ts'

const report = z.object({
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

function countReport(text: string): Count {
  const files = report.parse(JSON.parse(text)).testResults
  const cases = files.flatMap((file) => file.assertionResults)
  const passed = cases.filter((one) => one.status === 'passed').length
  const failed = cases.filter((one) => one.status === 'failed').length
  // A file that could not be loaded, or whose beforeAll failed, has no failed case to its name.
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  ).length
  return { passed, failed: failed + broken }
}

/** Runs a project of vitest.config.ts, or what of it the filters name, and counts its test cases. */
export async function runVitest(project: string, filters: string[], env: NodeJS.ProcessEnv): Promise<Count> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zelf-report-'))
  const outputFile = path.join(folder, 'report.json')
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...filters]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`]
  const child = spawn(process.execPath, [...words, ...reporters, '--passWithNoTests'], {
    env,
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  try {
    const count = countReport(readFileSync(outputFile, 'utf8'))
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
  } catch (error) {
    console.error(error)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
