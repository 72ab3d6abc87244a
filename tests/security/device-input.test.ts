import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePlist } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'
import { databaseState } from './database-state.ts'
import { mediaTypes } from './device-messages.ts'
import { liveBytes } from './heap-size.ts'

let server: TestMdm
let mac: SimulatedMac
let enrollPath: string
beforeAll(async () => {
  server = await startTestMdm()
  mac = await server.enrollMac()
  enrollPath = new URL((await server.invite()).url).pathname
  await server.mdm.flushLastSeen()
})
afterAll(() => server.stop())

const secret = 'canary-5f2b'
const statuses = new Set<number>()

type Path = '/mdm/checkin' | '/mdm/command'
const paths = Object.keys(mediaTypes) as Path[]

/** Sends bytes with a good signature: the worst that an enrolled Mac can do. */
async function send(path: Path, body: Buffer, signature = mac.signature(body)): Promise<number> {
  const { status } = await mac.put(path, body, {
    'content-type': mediaTypes[path],
    'mdm-signature': signature,
  })
  statuses.add(status)
  return status
}

const head = '<?xml version="1.0" encoding="UTF-8"?>'
const idle = `<key>Status</key><string>Idle</string><key>UDID</key><string>${secret}</string>`
const plist = (inner: string, prolog = head) => Buffer.from(`${prolog}<plist version="1.0">${inner}</plist>`)
const dict = (inner: string) => plist(`<dict>${inner}</dict>`)
const doctype = (inner: string) => `${head}<!DOCTYPE plist ${inner}>`
const entities = (count: number) =>
  Array.from({ length: count }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')

const hostile: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['white space', Buffer.from(' \n\t ')],
  ['noise', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256))],
  ['JSON', Buffer.from(`{"Status":"Idle","UDID":"${secret}"}`)],
  ['an entity bomb', plist('<string>&e9;</string>', doctype(`[<!ENTITY e0 "lol">${entities(9)}]`))],
  [
    'an entity of a hundred thousand',
    plist('<string/>', doctype(`[${entities(100_000).slice(0, 900_000)}]`)),
  ],
  [
    'an entity from a file',
    plist('<string>&f;</string>', doctype('[<!ENTITY f SYSTEM "file:///etc/passwd">]')),
  ],
  [
    'an entity from elsewhere',
    plist('<string/>', doctype('[<!ENTITY % f SYSTEM "http://127.0.0.1:1/">%f;]')),
  ],
  ['a document type from elsewhere', plist('<string/>', doctype('SYSTEM "http://127.0.0.1:1/x.dtd" []'))],
  ['attributes with default values', plist('<string/>', doctype('[<!ATTLIST dict a CDATA "x">]'))],
  ['an entity that is not there', dict('<key>Status</key><string>&nbsp;</string>')],
  ['100 000 levels', plist('<array>'.repeat(60_000) + '</array>'.repeat(60_000))],
  ['100 000 levels without an end', plist('<dict><key>a</key>'.repeat(40_000))],
  [
    'levels inside a known message',
    dict(`${idle}<key>a</key>${'<array>'.repeat(100)}${'</array>'.repeat(100)}`),
  ],
  ['half a message', encodePlist({ Status: 'Idle', UDID: secret }).subarray(0, 150)],
  ['half a character', Buffer.concat([dict(idle).subarray(0, 120), Buffer.from([0xe2, 0x82])])],
  ['something after the end', Buffer.concat([dict(idle), dict(idle)])],
  ['UTF-16', Buffer.from(`\ufeff${dict(idle).toString()}`, 'utf16le')],
  ['Latin-1 that calls itself UTF-8', Buffer.from(dict(`${idle}<key>é</key><true/>`).toString(), 'latin1')],
  ['another encoding by name', plist(`<dict>${idle}</dict>`, '<?xml version="1.0" encoding="ISO-8859-1"?>')],
  ['UTF-7 by name', plist(`<dict>${idle}</dict>`, '<?xml version="1.0" encoding="UTF-7"?>')],
  ['surrogates in UTF-8', Buffer.concat([Buffer.from(head), Buffer.from([0xed, 0xa0, 0x80])])],
  ['a surrogate by number', dict(`${idle}<key>a</key><string>&#xD800;</string>`)],
  ['NUL', dict(`${idle}<key>a</key><string>\u0000</string>`)],
  ['NUL by number', dict(`${idle}<key>a</key><string>&#0;</string>`)],
  ['a control character by number', dict(`${idle}<key>a</key><string>&#x1b;</string>`)],
  ['a binary property list', Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(64, 8)])],
  ['an OpenStep property list', Buffer.from(`{ Status = Idle; UDID = "${secret}"; }`)],
  ['a root that is a string', plist('<string>Idle</string>')],
  ['a root that is a list', plist(`<array><dict>${idle}</dict></array>`)],
  ['two roots', plist(`<dict>${idle}</dict><dict/>`)],
  ['a key twice', dict(`${idle}<key>UDID</key><string>other</string>`)],
  ['a key twice in depth', dict(`${idle}<key>a</key><dict><key>b</key><true/><key>b</key><true/></dict>`)],
  ['a key without a value', dict(`${idle}<key>a</key>`)],
  ['a value without a key', dict(`${idle}<true/>`)],
  ['HTML', Buffer.from(`<!DOCTYPE html><html><body>${secret}</body></html>`)],
  ['a processing instruction', plist(`<?php echo 1 ?><dict>${idle}</dict>`)],
  ['an element of its own', dict(`${idle}<key>a</key><script>alert(1)</script>`)],
  ['data that is no base64', dict(`${idle}<key>a</key><data>!!!</data>`)],
  ['an integer that is none', dict(`${idle}<key>a</key><integer>1e9</integer>`)],
  ['a date that is none', dict(`${idle}<key>a</key><date>yesterday</date>`)],
  [
    'wrong types where words belong',
    dict('<key>Status</key><array/><key>MessageType</key><integer>1</integer>'),
  ],
  ['no words at all', dict('')],
  ['600 000 elements', plist(`<array>${'<a/>'.repeat(200_000)}</array>`)],
]

describe('XML is parsed with limits', () => {
  it.each(hostile)('refuses %s with 400 and one line in the log', async (_name, body) => {
    for (const path of paths) {
      server.log.length = 0
      expect(await send(path, body)).toBe(400)
      const route = path.slice('/mdm/'.length)
      const code = expect.stringMatching(/^(malformed|unknown)_[a-z_]+$/)
      expect(server.log).toEqual([{ level: 'warn', message: 'a device was refused', code, route }])
    }
  })

  it.each(hostile)('hears nothing of %s from a stranger, nor on the other routes', async (_name, body) => {
    server.log.length = 0
    for (const path of paths) expect(await send(path, body, 'AAAA')).toBe(403)
    const post = { method: 'POST', body: new Uint8Array(body) }
    const scep = `${server.url}/mdm/scep?operation=PKIOperation`
    const replies = [
      await fetch(scep, post),
      await fetch(`${scep}&message=${encodeURIComponent(body.subarray(0, 2000).toString('base64'))}`),
      await fetch(`${server.url}${enrollPath}`, post),
      await fetch(`${server.url}/mdm/asset/6e5e0e7a-0000-4000-8000-000000000001`, post),
    ]
    for (const { status } of replies) {
      statuses.add(status)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    expect(server.log).toHaveLength(paths.length + replies.length)
    expect(JSON.stringify(server.log)).not.toContain(secret)
  })
})

/** Talks on in pieces until the server has had enough; gives its answer and how much it took. */
function pour(
  path: Path,
  signature: string | null,
  bytes: number,
): Promise<{ status: number; taken: number }> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': mediaTypes[path],
      'transfer-encoding': 'chunked',
      ...(signature !== null && { 'mdm-signature': signature }),
    }
    let status = 0
    let taken = 0
    const req = request(`${server.url}${path}`, { method: 'PUT', headers, agent: false }, (res) => {
      status = res.statusCode ?? 0
      statuses.add(status)
      res.resume()
    })
    const piece = Buffer.alloc(64 * 1024, 32)
    const talk = (): void => {
      while (taken < bytes && !req.destroyed) {
        taken += piece.length
        if (!req.write(piece)) return void req.once('drain', talk)
      }
      req.end()
    }
    req.on('error', () => undefined).on('close', () => resolve({ status, taken }))
    talk()
  })
}

describe('a body beyond its limit', () => {
  it('is refused before it is sent, when it is announced', async () => {
    const size = 50 * 1024 * 1024
    for (const path of paths) {
      const body = Buffer.alloc(path === '/mdm/checkin' ? 1024 * 1024 + 1 : 16 * 1024 * 1024 + 1, 32)
      expect(await send(path, body)).toBe(413)
      const headers = { 'content-type': mediaTypes[path], 'content-length': size }
      const status = await new Promise<number>((resolve, reject) => {
        const req = request(`${server.url}${path}`, { method: 'PUT', headers, agent: false })
        req.on('response', (res) => resolve(res.statusCode ?? 0)).on('error', reject)
        req.flushHeaders()
      })
      expect(status).toBe(413)
    }
  })

  it('is hung up on when 50 MB come unannounced, and a stranger much earlier', async () => {
    const size = 50 * 1024 * 1024
    const ours = mac.signature(Buffer.from('anything'))
    for (const path of paths) {
      const known = await pour(path, ours, size)
      expect([413, 0]).toContain(known.status)
      expect(known.taken).toBeLessThan(path === '/mdm/checkin' ? 16 * 1024 * 1024 : 40 * 1024 * 1024)
      const stranger = await pour(path, null, size)
      expect([403, 0]).toContain(stranger.status)
      expect(stranger.taken).toBeLessThan(16 * 1024 * 1024)
    }
  })
})

describe('many large bodies at the same moment', () => {
  it('wait their turn, and every one of them is read', async () => {
    const body = dict(`${idle}<key>a</key><string>${' '.repeat(12 * 1024 * 1024)}</string>`)
    const signature = mac.signature(body)
    // Good in every way but for another's name: it has to be read before it can be refused.
    const replies = await Promise.all(Array.from({ length: 24 }, () => send('/mdm/command', body, signature)))
    expect(replies).toEqual(replies.map(() => 403))
    expect(await mac.reports('Idle')).toBeNull()
  })
})

describe('after all of this', () => {
  it('2 000 more leave the memory flat, the database as it was and the process at work', async () => {
    const small = hostile.filter(([, body]) => body.length < 64 * 1024)
    const round = async (count: number) => {
      let left = count
      const talk = async () => {
        for (; left > 0; left -= 1) {
          const body = small[left % small.length]?.[1] ?? Buffer.alloc(0)
          await send(left % 2 === 0 ? '/mdm/command' : '/mdm/checkin', body)
        }
      }
      await Promise.all(Array.from({ length: 8 }, talk))
      server.log.length = 0
      server.takeStatements()
    }
    await server.mdm.flushLastSeen()
    const state = await databaseState(server.sql)
    await round(200)
    const before = liveBytes()
    await round(2000)
    expect(liveBytes() - before).toBeLessThan(8 * 1024 * 1024)
    expect(await databaseState(server.sql)).toEqual(state)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('no answer was a 401, which makes a Mac unenrol, nor one of ours to blame', () => {
    expect([...statuses].filter((status) => status === 401 || status >= 500)).toEqual([])
    expect(statuses.size).toBeGreaterThan(3)
  })
})
