// npm test: everything that must hold before a change goes in. `npm test -- tests/mdm` runs only those test files.
import { ensureClient, ensurePages, pagesAreBuilt } from './build-pages.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { runStep } from './run-step.ts'
import { runVitest } from './run-vitest.ts'
import { type Count, runStages, type Stage } from './test-stage.ts'

const filters = process.argv.slice(2)
const say = (words: string) => console.log(words)
const wholeEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }

/** One tool, which either holds or does not. */
function toolStage(name: string, ...commands: string[][]): Stage {
  return {
    name,
    async run() {
      for (const words of commands) {
        const result = await runStep(words, wholeEnv, (seconds) => say(`  ${seconds} s ...`))
        if (result.code === 0) continue
        say(result.output)
        return { passed: 0, failed: 1 }
      }
      return { passed: 1, failed: 0 }
    },
  }
}

async function buildStage(): Promise<Count> {
  try {
    if (pagesAreBuilt()) say('The pages are up to date.')
    await ensurePages(say)
    return { passed: 1, failed: 0 }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return { passed: 0, failed: 1 }
  }
}

async function endToEnd(): Promise<Count> {
  const browser = ensureBrowser(say)
  if (!browser) return { passed: 0, failed: 1 }
  return runVitest('e2e', filters, { ...wholeEnv, CHROMIUM_PATH: browser })
}

const biome = 'node_modules/@biomejs/biome/bin/biome'
const next = 'node_modules/next/dist/bin/next'
const tools: Stage[] = [
  toolStage('format', [biome, 'format', '.']),
  toolStage('lint', [biome, 'lint', '--error-on-warnings', '.']),
  toolStage('types', [next, 'typegen'], ['node_modules/typescript/bin/tsc', '--noEmit']),
]
const mainStage: Stage = {
  name: 'architecture, unit and integration',
  run: () => runVitest('main', filters, wholeEnv),
}
const tests: Stage[] = [mainStage, { name: 'build', run: buildStage }, { name: 'end to end', run: endToEnd }]

/** All of it, or only what the named test files need. */
function stagesFor(names: string[]): Stage[] {
  const named = names.length > 0
  const e2e = names.filter((name) => name.includes('e2e'))
  const wanted = tests.filter((stage) => (stage === mainStage ? e2e.length < names.length : e2e.length > 0))
  return named ? wanted : [...tools, ...tests]
}

ensureClient(say)
const started = Date.now()
const total = await runStages(stagesFor(filters), say)
say(`\nThe whole run took ${Math.round((Date.now() - started) / 1000)} s.`)
for (const name of total.failures) say(`failed: ${name}`)
say(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
