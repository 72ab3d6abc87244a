import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface StepResult {
  code: number
  output: string
  seconds: number
}

/**
 * Runs one of the project's tools with this Node and collects what it prints.
 * onWait  called every ten seconds with the seconds gone by.
 */
export async function runStep(
  words: string[],
  env: NodeJS.ProcessEnv,
  onWait: (seconds: number) => void,
): Promise<StepResult> {
  const started = Date.now()
  const elapsed = () => Math.round((Date.now() - started) / 1000)
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setInterval(() => onWait(elapsed()), 10_000)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  clearInterval(timer)
  return {
    code: typeof code === 'number' ? code : 1,
    output: Buffer.concat(chunks).toString(),
    seconds: elapsed(),
  }
}
