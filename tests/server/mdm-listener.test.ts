import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type MdmListener, type MdmListenerLimits, openMdmListener } from '#lib/server/mdm-listener.ts'
import { publicAddresses } from '#lib/server/public-addresses.ts'
import type { Route } from '#lib/server/route-request.ts'
import { openWebListener } from '#lib/server/web-listener.ts'

const device: Route = (request, response) => {
  if (!request.url?.startsWith('/mdm/')) return false
  response.end('a device route')
  return true
}

const open: MdmListener[] = []
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.stop()
})

async function openFor(limits: Partial<MdmListenerLimits> = {}): Promise<MdmListener> {
  const listener = await openMdmListener({ host: '127.0.0.1', port: 0, limits })
  open.push(listener)
  return listener
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.on('error', reject).resume()
  })
}

const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))

describe('the listener for devices', () => {
  it('serves device routes and nothing else', async () => {
    const listener = await openFor()
    const url = `http://127.0.0.1:${listener.port}`
    expect((await fetch(`${url}/mdm/command`)).status).toBe(503)
    listener.answerWith([device])
    expect(await (await fetch(`${url}/mdm/command`)).text()).toBe('a device route')
    for (const path of ['/', '/sign-in', '/api/health', '/admin', '/mdmx', '/_next/static/x.js']) {
      expect((await fetch(url + path)).status, path).toBe(404)
    }
    expect((await fetch(`${url}/api/v1/devices`, { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(
      404,
    )
  })

  it('closes connections that send their headers drop by drop', async () => {
    const listener = await openFor({ headersTimeout: 100, connectionsCheckingInterval: 20 })
    listener.answerWith([device])
    const slow = await dial(listener.port)
    slow.write('GET /mdm/command HTTP/1.1\r\n')
    const drip = setInterval(() => slow.write('X-Slow: 1\r\n'), 30)
    await closed(slow)
    clearInterval(drip)
  })

  it('takes no more connections than it should, which costs the pages nothing', async () => {
    const listener = await openFor({ maxConnections: 5 })
    listener.answerWith([device])
    const web = await openWebListener('127.0.0.1', 0, {
      answer: (_request, response) => response.end('a page'),
    })
    const held = await Promise.all(Array.from({ length: 5 }, () => dial(listener.port)))
    while (held.some((socket) => socket.connecting)) await sleep(5)
    const sixth = await dial(listener.port)
    await closed(sixth)
    expect(await (await fetch(`http://127.0.0.1:${web.port}/`)).text()).toBe('a page')
    held[0]?.destroy()
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${listener.port}/mdm/x`).catch(() => null)
      if (answer?.ok) break
    }
    for (const socket of held) socket.destroy()
    await web.stop()
  })

  it('says which settings to look at when its port is taken', async () => {
    const first = await openFor()
    await expect(openMdmListener({ host: '127.0.0.1', port: first.port })).rejects.toThrow(/MDM_PORT\.$/)
  })
})

describe('the address of device routes', () => {
  const none = { ZELF_PUBLIC_URL: undefined, ZELF_MDM_PUBLIC_URL: undefined, ZELF_TLS_CERT_FILE: undefined }
  const company = { ...none, ZELF_PUBLIC_URL: 'https://zelf.example.com' }
  it.each([
    ['the pages’ without a second listener', company, null, 'https://zelf.example.com'],
    ['the pages’ behind a proxy', company, 8444, 'https://zelf.example.com'],
    [
      'another port where Zelf ends TLS itself',
      { ...company, ZELF_TLS_CERT_FILE: 'x' },
      8444,
      'https://zelf.example.com:8444',
    ],
    ['another port where nobody stands in between', none, 8444, 'http://127.0.0.1:8444'],
    [
      'what it is said to be',
      { ...company, ZELF_MDM_PUBLIC_URL: 'https://mdm.example.com' },
      8444,
      'https://mdm.example.com',
    ],
  ])('is %s', (_what, settings, mdm, deviceUrl) => {
    expect(publicAddresses(settings, { web: 3000, mdm }).deviceUrl).toBe(deviceUrl)
  })
})
