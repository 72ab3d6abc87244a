import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#lib/server/postgres/start-embedded-postgres.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zelf-postgres-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = () => startEmbeddedPostgres({ directory: path.join(folder, 'postgres') })
const pidFile = () => path.join(folder, 'postgres', 'cluster', 'postmaster.pid')
const pidOf = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written, listens on loopback alone, and wants the password', async () => {
    const first = await start()
    await ask(first, 'CREATE TABLE kept (words text)')
    await ask(first, `INSERT INTO kept VALUES ('yes')`)
    expect(await ask(first, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const stranger = new URL(first.url)
    stranger.password = 'guess'
    await expect(ask({ ...first, url: stranger.href }, 'SELECT 1')).rejects.toThrow(/password/)
    await first.stop()
    const second = await start()
    expect(await ask(second, 'SELECT words FROM kept')).toEqual([{ words: 'yes' }])
    await second.stop()
    const password = statSync(path.join(folder, 'postgres', 'password'))
    expect(password.mode & 0o777).toBe(0o600)
  })

  it('is started anew when it was killed, though its pid file is still there', async () => {
    const first = await start()
    const pid = pidOf()
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await sleep(10)
    expect(readFileSync(pidFile(), 'utf8')).toContain(String(pid))
    const second = await start()
    expect(await ask(second, 'SELECT words FROM kept')).toEqual([{ words: 'yes' }])
    await second.stop()
    await first.stop()
  })

  it('takes over from one that a killed predecessor left running', async () => {
    const orphan = await start()
    const pid = pidOf()
    const successor = await start()
    expect(isAlive(pid)).toBe(false)
    expect(await ask(successor, 'SELECT words FROM kept')).toEqual([{ words: 'yes' }])
    await successor.stop()
    await orphan.stop()
  })

  it('is left alone while the Zelf that started it still runs', async () => {
    const other = spawn(
      process.execPath,
      ['tests/support/run-embedded-postgres.ts', path.join(folder, 'postgres')],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    await once(other.stdout, 'data')
    const pid = pidOf()
    await expect(start()).rejects.toThrow(/already runs.*ZELF_DATA_DIR\.$/)
    expect(isAlive(pid)).toBe(true)
    other.stdin.end()
    await once(other, 'exit')
    expect(isAlive(pid)).toBe(false)
  })

  it('never stops a process that merely has the number in the pid file', async () => {
    writeFileSync(pidFile(), `${process.pid}\n${path.join(folder, 'postgres', 'cluster')}\n`)
    const server = await start()
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await server.stop()
  })
})
