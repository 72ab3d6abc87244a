import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processesWith, untilGone } from '#tests/support/processes-with.ts'
import { type Product, startInVain, startProduct } from '#tests/support/product.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zelf-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One sentence for a person, and no trace of the program. */
function expectSentence(output: string, words: RegExp): void {
  expect(output).toMatch(words)
  expect(output).not.toMatch(/\n\s+at |node:internal/)
  expect(
    output
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('✓')),
  ).toHaveLength(1)
}

async function health(product: Product): Promise<unknown> {
  return (await fetch(`${product.url}/api/health`)).json()
}

describe('npm start', () => {
  it('shows a first page, says who can sign in, and ends with 0 at Ctrl-C', async () => {
    const product = await startProduct()
    expect((await fetch(`${product.url}/sign-in`)).status).toBe(200)
    expect(product.output()).toMatch(/Sanne de Vries +employee/)
    expect(await health(product)).toMatchObject({ ok: true, push: 'ready' })
    const started = Date.now()
    expect(await product.stop()).toBe(0)
    expect(Date.now() - started).toBeLessThan(10_000)
  })

  it('goes on after a kill -9 with all it had, and leaves no process behind', async () => {
    const dataDirectory = path.join(folder, 'killed')
    const first = await startProduct({ dataDirectory })
    expect(processesWith(dataDirectory).length).toBeGreaterThanOrEqual(3)
    await first.kill9()
    await untilGone(dataDirectory)
    const second = await startProduct({ dataDirectory, port: first.port })
    expect(await health(second)).toMatchObject({ ok: true })
    expect(second.output()).not.toContain('Making the database')
    expect(await second.stop()).toBe(0)
    expect(statSync(path.join(dataDirectory, 'master-key')).mode & 0o777).toBe(0o600)
  })
})

describe('npm start gives up in one sentence', () => {
  it('when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const ending = await startInVain({ PORT: String(port), ZELF_DATA_DIR: path.join(folder, 'port') })
    server.close()
    expect(ending.code).toBe(1)
    expectSentence(ending.output, /another program uses it/)
  })

  it('when the data directory cannot be one', async () => {
    const data = path.join(folder, 'file')
    writeFileSync(data, '')
    const ending = await startInVain({ PORT: '0', ZELF_DATA_DIR: data })
    expect(ending.code).toBe(1)
    expectSentence(ending.output, /ZELF_DATA_DIR/)
  })

  it('when DATABASE_URL leads nowhere, without repeating its password', async () => {
    const ending = await startInVain({
      PORT: '0',
      ZELF_DATA_DIR: path.join(folder, 'url'),
      ZELF_DEMO: 'on',
      DATABASE_URL: 'postgresql://zelf:canary@127.0.0.1:1/zelf',
    })
    expect(ending.code).toBe(1)
    expectSentence(ending.output, /nothing answers there/)
    expect(ending.output).not.toContain('canary')
  })

  it('when a setting is wrong', async () => {
    const ending = await startInVain({ PORT: 'many' })
    expect(ending.code).toBe(1)
    expectSentence(ending.output, /PORT/)
  })

  it('when the demo’s data are to serve a company', async () => {
    const dataDirectory = path.join(folder, 'demo')
    const product = await startProduct({ dataDirectory })
    expect(await product.stop()).toBe(0)
    const ending = await startInVain({
      PORT: '0',
      ZELF_DATA_DIR: dataDirectory,
      OIDC_ISSUER: 'https://id.example.com',
      OIDC_CLIENT_ID: 'zelf',
      OIDC_CLIENT_SECRET: 'secret',
    })
    expect(ending.code).toBe(1)
    expectSentence(ending.output, /filled by the demo/)
  })
})
