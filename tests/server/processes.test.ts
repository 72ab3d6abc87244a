import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'

const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

async function startThree(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork('tests/server/support/run-processes.ts', {
    env: { ...process.env, LOG_LEVEL: 'silent' },
  })
  running.push(child)
  const [{ port }] = await once(child, 'message')
  return { child, port }
}

async function tell(child: ChildProcess, word: 'restart' | 'stop'): Promise<void> {
  const done = once(child, 'message')
  child.send(word)
  await done
}

/** One request; each on a connection of its own unless an agent keeps them. */
function ask(port: number, path = '/', agent = new Agent()): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve(Number(body))).on('error', reject)
    }).on('error', reject)
  })
}

async function whoServes(port: number): Promise<Set<number>> {
  return new Set(await Promise.all(Array.from({ length: 30 }, () => ask(port))))
}

describe('several server processes', () => {
  it('share a port', async () => {
    const { child, port } = await startThree()
    expect((await whoServes(port)).size).toBe(3)
    await tell(child, 'stop')
    await expect(ask(port)).rejects.toThrow()
  })

  it('replace one that died', async () => {
    const { port } = await startThree()
    const before = await whoServes(port)
    await ask(port, '/die').catch(() => undefined)
    let after = await whoServes(port)
    while (after.size < 3) {
      await sleep(20)
      after = await whoServes(port)
    }
    expect([...after].filter((pid) => !before.has(pid))).toHaveLength(1)
  })

  it('are replaced one after another without a request refused or lost', async () => {
    const { child, port } = await startThree()
    const before = await whoServes(port)
    const kept = new Agent({ keepAlive: true, maxSockets: 4 })
    let over = false
    let answered = 0
    const visitors = Array.from({ length: 8 }, async (_, n) => {
      while (!over) {
        await ask(port, n % 4 === 0 ? '/slow' : '/', n % 2 === 0 ? kept : undefined)
        answered += 1
      }
    })
    await tell(child, 'restart')
    over = true
    await Promise.all(visitors)
    kept.destroy()
    const after = await whoServes(port)
    expect(after.size).toBe(3)
    expect([...after].filter((pid) => before.has(pid))).toEqual([])
    expect(answered).toBeGreaterThan(30)
  })

  it('finish what they have begun when they are stopped', async () => {
    const { child, port } = await startThree()
    const slow = ask(port, '/slow')
    await sleep(100)
    await tell(child, 'stop')
    expect(await slow).toBeGreaterThan(0)
  })

  it('leave none behind when the one that keeps them is killed', async () => {
    const { child, port } = await startThree()
    const pids = [...(await whoServes(port))]
    child.kill('SIGKILL')
    await once(child, 'exit')
    while (pids.some(isAlive)) await sleep(20)
  })

  it('say why and end with 1 when the first does not start', async () => {
    const env = { ...process.env, FAIL_AT_START: '1', LOG_LEVEL: 'silent' }
    const child = fork('tests/server/support/run-processes.ts', { env, silent: true })
    running.push(child)
    let output = ''
    child.stderr?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    const sentences = ['There is no reason to start.', 'A server process did not start; it said why above.']
    expect(output.trim().split('\n')).toEqual(sentences)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
