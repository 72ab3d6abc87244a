import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MdmListener, openMdmListener } from '#lib/server/mdm-listener.ts'
import { encodePlist } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'
import { mediaTypes } from './device-messages.ts'
import { rawRequest, sendRaw } from './send-raw.ts'

let server: TestMdm
let mac: SimulatedMac
let port = 0
let idle = ''
let signed: Record<string, string> = {}
beforeAll(async () => {
  server = await startTestMdm({ bodyTimeouts: { bodyMs: 300, resultMs: 300 } })
  mac = await server.enrollMac()
  port = Number(new URL(server.url).port)
  const body = encodePlist({ Status: 'Idle', ...mac.identifiers() })
  idle = body.toString()
  signed = {
    'Content-Type': mediaTypes['/mdm/command'],
    'Mdm-Signature': mac.signature(body),
    Connection: 'close',
  }
  await server.mdm.in(server.sql).queue(mac.enrollmentId, { RequestType: 'ProfileList' })
})
afterAll(() => server.stop())

const start = 'PUT /mdm/command'
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
const chunked = (text: string) => `${chunk(text)}0\r\n\r\n`
/** A whole request of its own, good in every way, that hides where another one's body should be. */
const hidden = () => rawRequest(start, { ...signed, 'Content-Length': idle.length }, idle)

async function expectRefused(bytes: string | Uint8Array): Promise<void> {
  const { text, statuses } = await sendRaw(port, bytes)
  for (const status of statuses) {
    expect(status).not.toBe(401)
    expect(status, text).toBeGreaterThanOrEqual(400)
    expect(status, text).toBeLessThan(500)
  }
  expect(text).not.toContain('ProfileList')
}

describe('a request that two readers could read differently', () => {
  const withHeaders = (lines: string, body: string) => {
    const head = rawRequest(start, signed)
    return `${head.slice(0, -2)}${lines}\r\n${body}`
  }
  const length = () => `Content-Length: ${idle.length}\r\n`
  const shapes: [string, () => string][] = [
    ['both lengths', () => withHeaders(`${length()}Transfer-Encoding: chunked\r\n`, `0\r\n\r\n${hidden()}`)],
    [
      'both, the other way about',
      () => withHeaders(`Transfer-Encoding: chunked\r\n${length()}`, chunked(idle)),
    ],
    ['two different lengths', () => withHeaders(`Content-Length: 0\r\n${length()}`, hidden())],
    ['two lengths in one', () => withHeaders(`Content-Length: ${idle.length}, 0\r\n`, idle + hidden())],
    ['a negative length', () => withHeaders('Content-Length: -1\r\n', idle)],
    ['a length with a sign', () => withHeaders(`Content-Length: +${idle.length}\r\n`, idle)],
    ['a hexadecimal length', () => withHeaders('Content-Length: 0x10\r\n', idle)],
    ['a length beyond all numbers', () => withHeaders(`Content-Length: ${'9'.repeat(40)}\r\n`, idle)],
    ['an unknown transfer coding', () => withHeaders('Transfer-Encoding: xchunked\r\n', chunked(idle))],
    ['a coding before a colon', () => withHeaders('Transfer-Encoding : chunked\r\n', chunked(idle))],
    ['a coding behind a tab', () => withHeaders('Transfer-Encoding: \u000bchunked\r\n', chunked(idle))],
    ['chunked and then not', () => withHeaders('Transfer-Encoding: chunked, identity\r\n', chunked(idle))],
    ['a folded header', () => withHeaders(`X-Folded: a\r\n ${length()}`, idle)],
    ['a header without a name', () => withHeaders(`: x\r\n${length()}`, idle)],
    ['a header with a space', () => withHeaders(`X Y: x\r\n${length()}`, idle)],
    ['a header with NUL', () => withHeaders(`X-Null: a\u0000b\r\n${length()}`, idle)],
    ['lines without a return', () => hidden().replaceAll('\r\n', '\n')],
    ['a chunk of no size', () => withHeaders('Transfer-Encoding: chunked\r\n', `\r\n${idle}\r\n0\r\n\r\n`)],
    ['a chunk of a word', () => withHeaders('Transfer-Encoding: chunked\r\n', `zz\r\n${idle}\r\n0\r\n\r\n`)],
    [
      'a chunk beyond all sizes',
      () => withHeaders('Transfer-Encoding: chunked\r\n', `${'f'.repeat(17)}\r\n${idle}`),
    ],
    [
      'a chunk longer than it says',
      () => withHeaders('Transfer-Encoding: chunked\r\n', `5\r\n${idle}\r\n0\r\n\r\n`),
    ],
    [
      'a chunk with an endless remark',
      () => withHeaders('Transfer-Encoding: chunked\r\n', `1;${'a'.repeat(70_000)}`),
    ],
    ['a compressed body', () => withHeaders(`Content-Encoding: gzip\r\n${length()}`, idle)],
    ['an expectation of its own', () => withHeaders(`Expect: a-miracle\r\n${length()}`, idle)],
    ['no host', () => hidden().replace('Host: zelf.example\r\n', '')],
    [
      'two kinds of content',
      () => hidden().replace('Content-Type:', 'Content-Type: text/plain\r\nContent-Type:'),
    ],
    ['two signatures', () => hidden().replace('Mdm-Signature:', 'Mdm-Signature: AAAA\r\nMdm-Signature:')],
    [
      'the signature behind the body',
      () => {
        const head = rawRequest(start, {
          'Content-Type': signed['Content-Type'] ?? '',
          'Transfer-Encoding': 'chunked',
          Connection: 'close',
        })
        return `${head}${chunk(idle)}0\r\nMdm-Signature: ${signed['Mdm-Signature']}\r\n\r\n`
      },
    ],
    ['half a body', () => withHeaders(length(), idle.slice(0, 20))],
    ['an older HTTP', () => `${start}\r\n\r\n${idle}`],
    ['a newer HTTP', () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${idle}`],
    ['an address of 20 KB', () => hidden().replace('/mdm/command', `/mdm/command?${'a'.repeat(20_000)}`)],
    [
      'headers of 20 KB',
      () => hidden().replace('Mdm-Signature:', `X: ${'a'.repeat(20_000)}\r\nMdm-Signature:`),
    ],
    [
      'ten thousand headers',
      () => hidden().replace('Mdm-Signature:', `${'X: 1\r\n'.repeat(10_000)}Mdm-Signature:`),
    ],
    ['a tunnel', () => hidden().replace(start, 'CONNECT /mdm/command')],
    ['a method of its own', () => hidden().replace(start, 'MDM /mdm/command')],
  ]

  it.each(shapes)('is refused: %s', async (_name, shape) => {
    // What is hidden behind it is not taken for a request either.
    await expectRefused(shape())
    await expectRefused(`${shape()}${shape()}`)
  })

  it('is refused when it is no HTTP at all', async () => {
    const hello = Buffer.concat([Buffer.from('16030100c8010000c40303', 'hex'), Buffer.alloc(200, 7)])
    for (const bytes of [hello, Buffer.alloc(70_000), Buffer.from('EHLO zelf\r\n')])
      await expectRefused(bytes)
  })

  it('leaves the command where it was', async () => {
    const commands = await server.sql<{ status: string }>`
      SELECT status FROM mdm_command WHERE enrollment_id = ${mac.enrollmentId}::text`
    expect(commands).toEqual([{ status: 'queued' }])
  })
})

describe('a slow connection', () => {
  const slowBody = () => rawRequest(start, { ...signed, 'Content-Length': idle.length })

  it('is ended when its body stands still', async () => {
    const { statuses } = await sendRaw(port, `${slowBody()}${idle.slice(0, 10)}`)
    expect(statuses).toEqual([408])
  })

  it('is ended when its body comes a byte at a time', async () => {
    const head = rawRequest(start, { ...signed, 'Transfer-Encoding': 'chunked' })
    const { statuses } = await sendRaw(port, head, { piece: '1\r\n \r\n', everyMs: 20 })
    expect(statuses).toEqual([408])
  })

  it('costs the others nothing, a hundred at a time', async () => {
    const slow = Array.from({ length: 100 }, () => sendRaw(port, slowBody()))
    const body = Buffer.from(encodePlist({ Status: 'NotNow', CommandUUID: 'x', ...mac.identifiers() }))
    const headers = { ...signed, 'Mdm-Signature': mac.signature(body) }
    const reply = await fetch(`${server.url}/mdm/command`, {
      method: 'PUT',
      headers,
      body: new Uint8Array(body),
    })
    expect(reply.status).toBe(400)
    for (const { statuses } of await Promise.all(slow)) expect(statuses).toEqual([408])
  })
})

describe('slow headers', () => {
  let listener: MdmListener
  beforeAll(async () => {
    const limits = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 }
    listener = await openMdmListener({ host: '127.0.0.1', port: 0, limits })
    listener.answerWith([server.mdm.respond])
  })
  afterAll(() => listener.stop())

  it.each([
    ['stand still', 'PUT /mdm/command HTTP/1.1\r\nHost: x\r\nMdm-Sig', undefined],
    ['never begin', '\r\n', { piece: '\r\n', everyMs: 20 }],
    ['come a byte at a time', 'PUT /mdm/command HTTP/1.1\r\nX: ', { piece: 'x', everyMs: 20 }],
    ['have no end', 'PUT /mdm/command HTTP/1.1\r\n', { piece: 'X: y\r\n', everyMs: 20 }],
  ])('end the connection when they %s', async (_name, bytes, drip) => {
    const { statuses } = await sendRaw(listener.port, bytes, drip)
    expect([[], [408]]).toContainEqual(statuses)
  })

  it('do not keep a Mac from being served meanwhile', async () => {
    const slow = Array.from({ length: 100 }, () => sendRaw(listener.port, 'PUT /mdm/command HTTP/1.1\r\nX'))
    expect((await sendRaw(listener.port, hidden())).statuses).toEqual([200])
    for (const { statuses } of await Promise.all(slow)) expect([[], [408]]).toContainEqual(statuses)
  })
})

describe('what may look strange and is right', () => {
  it('is a request in pieces, and many after one another without waiting', async () => {
    const first = hidden().replace('Connection: close', 'Connection: keep-alive')
    const { statuses, text } = await sendRaw(port, first + first + hidden())
    expect(statuses).toEqual([200, 200, 200])
    expect(text.split('ProfileList')).toHaveLength(4)
    const head = rawRequest(start, { ...signed, 'Transfer-Encoding': 'chunked' })
    const pieces = [...idle].map(chunk).join('')
    expect((await sendRaw(port, `${head}${pieces}0\r\n\r\n`)).statuses).toEqual([200])
  })

  it('is a body after a request to go on', async () => {
    const headers = { ...signed, 'Content-Length': idle.length, Expect: '100-continue' }
    const { statuses } = await sendRaw(port, rawRequest(start, headers, idle))
    expect(statuses).toEqual([100, 200])
  })
})

describe('a method that a route does not have', () => {
  const methods = ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND']
  const routes = [
    '/mdm/command',
    '/mdm/checkin',
    '/mdm/asset/6e5e0e7a-0000-4000-8000-000000000001',
    '/mdm/scep',
  ]

  it.each(methods)('is refused with nothing said about it: %s', async (method) => {
    for (const route of routes) {
      server.log.length = 0
      const headers = { ...signed, 'Content-Length': idle.length }
      const { text, statuses } = await sendRaw(port, rawRequest(`${method} ${route}`, headers, idle))
      expect(statuses.length, `${method} ${route}`).toBe(1)
      expect([400, 403, 404, 405, 415]).toContain(statuses[0])
      // TRACE would give headers back, OPTIONS would tell who may ask from elsewhere.
      expect(text).not.toMatch(/mdm-signature|access-control|zelf\.example/i)
      if (method === 'HEAD') expect(text.split('\r\n\r\n')[1]).toBe('')
      expect(server.log).toHaveLength(1)
    }
  })
})

describe('an address that is almost a route', () => {
  it.each([
    '//mdm/command',
    '/MDM/command',
    '/mdm%2fcommand',
    '/mdm/command/',
    '/mdm/command%00',
    '/mdm/./command',
    '/mdm/../mdm/command',
    '/mdm/command;a=1',
    '/mdm/unknown-canary-5f2b',
    'http://zelf.example/mdm/command',
    '*',
  ])('is none: %s', async (address) => {
    server.log.length = 0
    const headers = { ...signed, 'Content-Length': idle.length }
    const { statuses, text } = await sendRaw(port, rawRequest(`PUT ${address}`, headers, idle))
    expect(statuses).toEqual([404])
    expect(text).not.toContain('ProfileList')
    expect(JSON.stringify(server.log)).not.toMatch(/canary|%00|%2f/)
  })
})
