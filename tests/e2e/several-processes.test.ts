import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from '#tests/support/product.ts'

let product: Product
beforeAll(async () => {
  product = await startProduct({
    env: {
      ZELF_PROCESSES: '2',
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_CLIENT_ID: 'zelf',
      OIDC_CLIENT_SECRET: 'nobody signs in here',
    },
  })
})
afterAll(() => product.stop())

describe('ZELF_PROCESSES', () => {
  it('has every process replaced at SIGUSR2 while people and Macs are served', async () => {
    const paths = ['/sign-in', '/api/health', '/mdm/scep?operation=GetCACaps']
    const statuses = new Set<number>()
    process.kill(product.pid, 'SIGUSR2')
    while (!product.output().includes('every server process was replaced')) {
      for (const path of paths) statuses.add((await fetch(product.url + path)).status)
      await sleep(20)
    }
    for (const path of paths) statuses.add((await fetch(product.url + path)).status)
    expect([...statuses]).toEqual([200])
  })

  it('ends with 0, and leaves nobody on the port', async () => {
    expect(await product.stop()).toBe(0)
    await expect(fetch(product.url)).rejects.toThrow()
  })
})
