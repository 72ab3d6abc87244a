import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MdmOperations } from '#lib/mdm/server.ts'
import { type DeclaredMac, enrollDeclaredMac } from '../mdm/support/declared-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
let first: DeclaredMac
let second: DeclaredMac
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
  first = await enrollDeclaredMac(server)
  second = await enrollDeclaredMac(server)
})
afterAll(() => server.stop())

const test = (identifier: string, Echo: string) => ({
  identifier,
  type: 'com.apple.configuration.management.test',
  payload: { Echo },
})

/** As an earlier version of Zelf, or a hand in the database, might have left it. */
async function poison(setName: string, identifier: string, type: string, payload: string): Promise<void> {
  await server.sql`
    WITH bad AS (
      INSERT INTO mdm_declaration (identifier, kind, type, server_token, payload, "references")
      VALUES (${identifier}::text, 'configuration', ${type}::text, 'x', ${payload}::text::jsonb, '{}') RETURNING identifier
    )
    INSERT INTO mdm_declaration_set_member (set_name, identifier) SELECT ${setName}::text, identifier FROM bad`
}

describe('promise 17: a poisoned declaration hurts itself only', () => {
  it('is left out, the others are served, and an alert says so', async () => {
    const name = randomUUID()
    await operations.declare(name, [
      test(`${name}.t`, 'well'),
      {
        identifier: `${name}.on`,
        type: 'com.apple.activation.simple',
        payload: { StandardConfigurations: [`${name}.t`, `${name}.1`, `${name}.2`, `${name}.3`] },
      },
    ])
    const testType = 'com.apple.configuration.management.test'
    await poison(name, `${name}.1`, 'com.apple.configuration.no-such-thing', '{"a":1}')
    await poison(name, `${name}.2`, testType, 'null')
    await poison(name, `${name}.3`, testType, '{"Echo":{"toString":null,"__proto__":{"x":1}}}')
    await poison(name, `${name}/../4`, testType, '{"Echo":"x"}')
    await poison(name, `${name}.5`, testType, `${'{"Echo":'.repeat(500)}1${'}'.repeat(500)}`)
    for (const { mac } of [first, second]) await operations.assignDeclarations(mac.enrollmentId, name)
    server.log.splice(0)
    for (const watched of [first, second]) {
      await watched.settle()
      expect(watched.holds()).toEqual(
        [`${name}.on`, `${name}.t`, 'zelf.status.activation', 'zelf.status.subscriptions'].sort(),
      )
    }
    const alerts = server.log.filter(({ code }) => code === 'invalid_declaration')
    expect(new Set(alerts.map(({ enrollmentId }) => enrollmentId)).size).toBe(2)
    const states = (await operations.declarationStates(first.mac.enrollmentId)) ?? []
    const left = states.filter(({ withheld }) => withheld === 'invalid')
    expect(left.map(({ identifier }) => identifier).sort()).toEqual(
      [`${name}.1`, `${name}.2`, `${name}.3`, `${name}.5`, `${name}/../4`].sort(),
    )
    expect(states).toContainEqual(
      expect.objectContaining({
        identifier: `${name}.t`,
        reported: expect.objectContaining({ active: true, valid: 'valid' }),
      }),
    )
  })

  it('is not taken in the first place, and leaves what was there', async () => {
    const name = randomUUID()
    await operations.declare(name, [test(`${name}.t`, 'before')])
    const refused = operations.declare(name, [
      test(`${name}.t`, 'after'),
      { ...test(`${name}.u`, ''), type: 'x' },
    ])
    await expect(refused).rejects.toMatchObject({ code: 'invalid_declaration' })
    const rows = await server.sql<{ payload: unknown }>`
      SELECT payload FROM mdm_declaration WHERE identifier = ${`${name}.t`}::text`
    expect(rows).toEqual([{ payload: { Echo: 'before' } }])
  })
})

describe('promise 17: a poisoned status report hurts itself only', () => {
  const say = ({ mac }: DeclaredMac, Data: string | Buffer) =>
    mac.checkIn('DeclarativeManagement', { Endpoint: 'status', Data: Buffer.from(Data) })
  const integer = (value: number) => `{"StatusItems":{"test":{"integer-value":${value}}},"Errors":[]}`

  async function integerOf({ mac }: DeclaredMac): Promise<unknown> {
    const { items } = await operations.statusItems(mac.enrollmentId)
    return items.find(({ name }) => name === 'test.integer-value')?.value
  }

  it('is taken at once, set aside with its reason, and holds up neither its Mac nor another', async () => {
    const hostile = [
      'no JSON at all',
      `{"StatusItems":${'['.repeat(40_000)}${']'.repeat(40_000)}}`,
      Buffer.from([0xff, 0xfe, 0x00]),
      '{"StatusItems":7}',
      `{"StatusItems":{${Array.from({ length: 2000 }, (_, at) => `"i${at}":1`).join(',')}}}`,
    ]
    for (const body of hostile) expect((await say(first, body)).status).toBe(200)
    await say(first, integer(1))
    await say(second, integer(2))
    expect(await server.mdm.digestStatusReports()).toBe(2)
    expect([await integerOf(first), await integerOf(second)]).toEqual([1, 2])
    const aside = await server.sql<{ failure: string }>`
      SELECT failure FROM mdm_status_report WHERE failure IS NOT NULL ORDER BY id`
    expect(aside).toHaveLength(hostile.length)
    expect(JSON.stringify(server.log)).not.toContain('no JSON at all')
    expect(server.log).toContainEqual(
      expect.objectContaining({
        message: 'a status report was not digested',
        enrollmentId: first.mac.enrollmentId,
      }),
    )
  })

  it('does not fill the database, however many come', async () => {
    for (let at = 0; at < 25; at++) await say(second, `nonsense ${at}`)
    expect(await server.mdm.digestStatusReports()).toBe(0)
    const kept = await server.sql<{ body: Uint8Array }>`SELECT body FROM mdm_status_report
      WHERE enrollment_id = ${second.mac.enrollmentId}::text ORDER BY id DESC`
    expect(kept).toHaveLength(10)
    expect(Buffer.from(kept[0]?.body ?? []).toString()).toBe('nonsense 24')
  })

  it('changes nothing that was not reported, whatever its names are', async () => {
    const text =
      '{"StatusItems":{"__proto__":{"a":1},"errors":{"x":1},"device":{"operating-system":{"version":"; DROP TABLE x",' +
      '"build-version":"<script>"},"constructor":1}},"Errors":[{"StatusItem":"__proto__","Reasons":[]}]}'
    const before = await operations.enrollment(first.mac.enrollmentId)
    await say(first, text)
    expect(await server.mdm.digestStatusReports()).toBe(1)
    const after = await operations.enrollment(first.mac.enrollmentId)
    expect([after?.osVersion, after?.buildVersion]).toEqual([before?.osVersion, before?.buildVersion])
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
    await say(first, integer(5))
    expect(await server.mdm.digestStatusReports()).toBe(1)
    expect(await integerOf(first)).toBe(5)
  })
})
