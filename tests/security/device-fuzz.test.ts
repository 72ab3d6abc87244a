import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestedKinds } from '#lib/mdm/service/digest-inventory.ts'
import { encodePlist, type PlistDict, type PlistValue } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'
import { hostileWords } from '../support/hostile-words.ts'
import { type DeviceMessage, deviceMessages, mediaTypes } from './device-messages.ts'

let server: TestMdm
let mac: SimulatedMac
let bystander: SimulatedMac
let sentCommand = ''
beforeAll(async () => {
  server = await startTestMdm()
  ;[mac, bystander] = await Promise.all([server.enrollMac(), server.enrollMac()])
})
afterAll(() => server.stop())

const words = [
  ...hostileWords,
  "' OR '1'='1' /*",
  `"; COPY mdm_enrollment TO PROGRAM 'id'; --`,
  'a\u0000b',
  'a\u0001\u001b[2J\u007fb',
  '\ud800 alone',
  '\udc00\ud800',
  '\ufffe\uffff',
  '\u2028\u2029\u0085',
  'a\r\nSet-Cookie: x=1\r\n\r\n<html>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
  '%00%n%s%p {0} {{x}} <%= 1 %>',
  '{"$ne":null}',
  '\\u0000\\ud800',
  '\\x00\\000',
]
const long = 'x'.repeat(1024 * 1024 - 4096)
const oddValues: PlistValue[] = [[], {}, true, -1, 2 ** 53, 1.5e-300, Buffer.alloc(3), new Date(0)]

const statuses = new Map<number, number>()

async function say(path: DeviceMessage['path'], dict: PlistDict): Promise<number> {
  const body = encodePlist(dict)
  const headers = { 'content-type': mediaTypes[path], 'mdm-signature': mac.signature(body) }
  const { status } = await mac.put(path, body, headers)
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
  return status
}

const Topic = 'com.apple.mgmt.External.x'
async function comeBack(): Promise<void> {
  await say('/mdm/checkin', {
    MessageType: 'TokenUpdate',
    ...mac.identifiers(),
    Topic,
    Token: Buffer.alloc(32),
    PushMagic: 'm',
  })
}

/** The message with one value exchanged, for each of its keys. */
function exchanged(message: PlistDict, value: PlistValue): PlistDict[] {
  return Object.keys(message).map((key) => ({ ...message, [key]: value }))
}

describe('every word of every message', () => {
  const messages = deviceMessages(() => sentCommand).filter(({ name }) => name !== 'CheckOut')

  it.each(messages)('of $name may be hostile', async ({ name, path, message }) => {
    const { commandUuid } = await server.mdm
      .in(server.sql)
      .queue(mac.enrollmentId, { RequestType: 'ProfileList' })
    sentCommand = commandUuid
    const all = [...words, ...oddValues].flatMap((value) => exchanged(message(mac), value))
    all.push(...words.map((word) => ({ ...message(mac), [word || 'x']: word })))
    all.push(...exchanged(message(mac), long), { ...message(mac), [long]: true })
    for (const dict of all) {
      const status = await say(path, dict)
      expect([200, 400, 403, 404, 410], `${status} for ${JSON.stringify(dict).slice(0, 300)}`).toContain(
        status,
      )
      if (name === 'Authenticate' && status === 200) await comeBack()
    }
    await comeBack()
    await server.mdm.in(server.sql).cancelAll(mac.enrollmentId)
  })

  it('of CheckOut may be, and only the Mac that says it is gone', async () => {
    for (const dict of words.flatMap((word) =>
      exchanged({ MessageType: 'CheckOut', UDID: mac.enrollmentId }, word),
    )) {
      expect([400, 403]).toContain(await say('/mdm/checkin', dict))
    }
    expect(await mac.reports('Idle')).not.toBeUndefined()
    expect(await bystander.reports('Idle')).toBeNull()
  })
})

/** An answer of the right form, all of whose words and keys are hostile. */
function hostileAnswer(depth = 0): PlistDict {
  const entries = words.map((word, at): [string, PlistValue] => [word, words[(at + 1) % words.length] ?? ''])
  const deep: PlistDict =
    depth < 3 ? { deeper: hostileAnswer(depth + 1), list: [hostileAnswer(depth + 1)] } : {}
  const plain = Object.fromEntries(entries.filter(([key, value]) => isXml(key) && isXml(String(value))))
  return { ...plain, ...deep, odd: oddValues, long: long.slice(0, 20_000) }
}

function isXml(text: string): boolean {
  return text.isWellFormed() && !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)
}

describe('every answer', () => {
  it('may be hostile through and through, and is digested all the same', async () => {
    const operations = server.mdm.in(server.sql)
    for (const kind of digestedKinds) {
      await server.sql`
        INSERT INTO mdm_command (id, enrollment_id, request_type, body, status)
        VALUES (gen_random_uuid(), ${mac.enrollmentId}::text, ${kind}::text, 'x', 'sent') RETURNING 1`
      const rows = await server.sql<{ id: string }>`
        SELECT id::text AS id FROM mdm_command WHERE enrollment_id = ${mac.enrollmentId}::text AND request_type = ${kind}::text`
      const [command] = rows
      const answer = hostileAnswer()
      const bodies = [answer, [answer, answer], 'x', [], {}].map((value) => ({
        Status: 'Acknowledged',
        CommandUUID: command?.id ?? '',
        ...mac.identifiers(),
        QueryResponses: value,
        ApplicationConfigurations: value,
        Users: value,
        StatusResponse: value,
        RotateResult: value,
        [kind]: value,
      }))
      for (const body of bodies) expect([200, 400]).toContain(await say('/mdm/command', body))
    }
    expect(await operations.enrollment(mac.enrollmentId)).toMatchObject({ status: 'enrolled' })
  })

  it('may explain its error with hostile words', async () => {
    for (const word of [...words, long]) {
      const { commandUuid } = await server.mdm
        .in(server.sql)
        .queue(mac.enrollmentId, { RequestType: 'ProfileList' })
      const link = { ErrorCode: 1, ErrorDomain: word, LocalizedDescription: word, USEnglishDescription: word }
      const ErrorChain = [link, link]
      const words = { Status: 'Error', CommandUUID: commandUuid, ...mac.identifiers(), ErrorChain }
      expect([200, 400]).toContain(await say('/mdm/command', words))
    }
  })
})

describe('every status report', () => {
  const escaped = words.map((word) => JSON.stringify(word))
  const reports = [
    ...escaped.map((word) => `{"StatusItems":{"device":{"model":{"family":${word}},${word}:1}},"Errors":[]}`),
    ...escaped.map(
      (word) => `{"StatusItems":{},"Errors":[{"StatusItem":${word},"Reasons":[{"Code":${word}}]}]}`,
    ),
    ...escaped.map(
      (word) => `{"StatusItems":{"app":{"managed":{"list":[{"identifier":${word},"state":${word}}]}}}}`,
    ),
    `{"StatusItems":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
    `{"StatusItems":${'['.repeat(100_000)}`,
    '{"StatusItems":{"a":1e999,"b":-0,"c":123456789012345678901234567890}}',
    '{"StatusItems":{"a":1,"a":2},"__proto__":{"x":1},"constructor":1}',
    '{"StatusItems":[],"Errors":{}}',
    '\ufeff{}',
    'null',
    '[]',
    '{',
    '',
    `{"StatusItems":{"a":"${long.slice(0, 500_000)}"}}`,
  ]

  it('may be hostile, and holds up no other', async () => {
    for (const report of reports) {
      const words = { MessageType: 'DeclarativeManagement', ...mac.identifiers(), Endpoint: 'status' }
      expect([200, 400]).toContain(await say('/mdm/checkin', { ...words, Data: Buffer.from(report) }))
    }
    const latin = { MessageType: 'DeclarativeManagement', ...mac.identifiers(), Endpoint: 'status' }
    expect([200, 400]).toContain(
      await say('/mdm/checkin', { ...latin, Data: Buffer.from('{"é":1}', 'latin1') }),
    )
  })
})

describe('what works on all of that', () => {
  it('has no trouble with any of it', async () => {
    server.log.length = 0
    await server.mdm.digestResults()
    await server.mdm.digestStatusReports()
    const events: string[] = []
    await server.mdm.takeEvents(async (event) => {
      events.push(JSON.stringify(event))
    }, 100_000)
    expect(events.length).toBeGreaterThan(20)
    // What cannot be read is set aside under its own name; nothing may fail in a way that nobody thought of.
    for (const { error, message } of server.log)
      expect(error, message).toHaveProperty('code', expect.any(String))
    const failures = await server.sql<{ failure: string }>`
      SELECT failure FROM mdm_result WHERE failure IS NOT NULL UNION ALL
      SELECT failure FROM mdm_event WHERE failure IS NOT NULL`
    for (const { failure } of failures) expect(failure).toMatch(/^(an answer without|.* is not a)/)
  }, 120_000)

  it('has let nobody in, thrown nobody out, and broken nothing', async () => {
    expect([...statuses.keys()].filter((status) => status === 401 || status >= 500)).toEqual([])
    expect(statuses.get(200)).toBeGreaterThan(100)
    expect(statuses.get(400)).toBeGreaterThan(100)
    expect(await bystander.reports('Idle')).toBeNull()
    const enrollments = await server.sql<{ id: string }>`
      SELECT id FROM mdm_enrollment WHERE channel = 'device' ORDER BY id`
    expect(enrollments.map(({ id }) => id)).toEqual([mac.enrollmentId, bystander.enrollmentId].toSorted())
  })
})
