import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Count } from './test-stage.ts'

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
})

function countReport(text: string): Count {
  const files = report.parse(JSON.parse(text)).testResults
  const passed = files.flatMap((file) => file.assertionResults).filter((one) => one.status === 'passed')
  const failures = files.flatMap((file) => {
    const name = path.relative('.', file.name)
    const failed = file.assertionResults.filter((one) => one.status === 'failed')
    // A file that could not be loaded, or whose beforeAll failed, has no failed case to its name.
    if (failed.length === 0) return file.status === 'failed' ? [name] : []
    return failed.map((one) => `${name} > ${one.fullName}`)
  })
  return { passed: passed.length, failed: failures.length, failures }
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
