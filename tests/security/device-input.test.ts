import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

let server: TestMdm
let mac: SimulatedMac
beforeAll(async () => {
  server = await startTestMdm()
  mac = await server.enrollMac()
})
afterAll(() => server.stop())

const types = {
  '/mdm/checkin': 'application/x-apple-aspen-mdm-checkin',
  '/mdm/command': 'application/x-apple-aspen-mdm',
}
const paths = ['/mdm/checkin', '/mdm/command'] as const

/** Sends bytes with a good signature: the worst that an enrolled Mac can do. */
async function send(path: (typeof paths)[number], body: Buffer): Promise<number> {
  const headers = { 'content-type': types[path], 'mdm-signature': mac.signature(body) }
  return (await mac.put(path, body, headers)).status
}

const head = '<?xml version="1.0" encoding="UTF-8"?>'
const nested = (depth: number) =>
  `${head}<plist version="1.0">${'<array>'.repeat(depth)}${'</array>'.repeat(depth)}</plist>`
const bomb = `${head}<!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`,
).join('')}]><plist version="1.0"><dict><key>Status</key><string>&j;</string></dict></plist>`
const stranger = `${head}<!DOCTYPE plist [<!ENTITY f SYSTEM "file:///etc/passwd">]><plist version="1.0"><string>&f;</string></plist>`
const hostile: [string, Buffer][] = [
  ['an entity bomb', Buffer.from(bomb)],
  ['an entity from a file', Buffer.from(stranger)],
  ['100 000 levels', Buffer.from(nested(60_000))],
  ['a truncated message', encodePlist({ Status: 'Idle', UDID: 'x' }).subarray(0, 120)],
  ['another encoding', Buffer.from(`${head}<plist/>`, 'utf16le')],
  ['a binary plist', Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(64, 8)])],
  ['nothing', Buffer.alloc(0)],
  ['noise', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256))],
]

describe('XML is parsed with limits', () => {
  it.each(hostile)('refuses %s with 400', async (_name, body) => {
    for (const path of paths) expect(await send(path, body)).toBe(400)
  })

  it('refuses a body beyond its limit before parsing it', async () => {
    expect(await send('/mdm/checkin', Buffer.alloc(1024 * 1024 + 1, 32))).toBe(413)
    expect(await send('/mdm/command', Buffer.alloc(16 * 1024 * 1024 + 1, 32))).toBe(413)
  })

  it('is alive and lean afterwards', async () => {
    const before = process.memoryUsage().heapUsed
    for (let round = 0; round < 5; round++) {
      for (const [, body] of hostile) await send('/mdm/command', body)
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024)
    expect(await mac.reports('Idle')).toBeNull()
  })
})

describe('strings from a device are data', () => {
  const nasty = [
    `'; DROP TABLE mdm_enrollment; --`,
    `<script>alert(1)</script>&amp;]]>`,
    `$(reboot)\`id\`\${jndi:ldap://x}`,
    '\u202Egnp.exe \u0000',
    '{"a":1}\\u0000\\ud800',
    'x'.repeat(200_000),
  ]

  it.each(nasty)('takes %.40j as a name or refuses it, and breaks on neither', async (text) => {
    const names = { DeviceName: text, Model: text, ModelName: text, OSVersion: text }
    const words = { MessageType: 'Authenticate', Topic: 'com.apple.mgmt.External.x', ...names }
    const authenticate = encodePlist({ ...words, ...mac.identifiers() })
    expect([200, 400]).toContain(await send('/mdm/checkin', authenticate))
    const identifiers: PlistDict[] = [{ UDID: text }, { UDID: 'x', UserID: text }, { EnrollmentID: text }]
    for (const identifier of identifiers) {
      expect([400, 403]).toContain(await send('/mdm/checkin', encodePlist({ ...words, ...identifier })))
      expect([400, 403]).toContain(await send('/mdm/command', encodePlist({ Status: 'Idle', ...identifier })))
    }
  })

  it('digests answers full of them', async () => {
    const other = await server.enrollMac()
    const operations = server.mdm.in(server.sql)
    const apps = nasty
      .filter((text) => !text.includes('\u0000'))
      .map((text) => ({ Name: text, Identifier: text, Version: text, __proto__: null }))
    await operations.queue(other.enrollmentId, { RequestType: 'InstalledApplicationList' })
    const command = await other.reports('Idle')
    await other.reports('Acknowledged', command, { InstalledApplicationList: apps })
    await operations.queue(other.enrollmentId, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] })
    const answers = { QueryResponses: { constructor: 'x', ['__proto__']: 'y', DeviceName: nasty[0] ?? '' } }
    await other.reports('Acknowledged', await other.reports('Idle'), answers)
    await server.mdm.digestResults()
    const inventory = await operations.inventory(other.enrollmentId, 'InstalledApplicationList')
    expect(JSON.stringify(inventory?.data)).toContain('DROP TABLE mdm_enrollment')
    expect(await operations.enrollment(other.enrollmentId)).toMatchObject({ status: 'enrolled' })
  })
})
