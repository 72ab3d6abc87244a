import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '#app/api/v1/endpoints.ts'
import { openapiDocument } from '#app/api/v1/openapi-document.ts'
import { findRoutes } from '#tests/e2e/security/find-doors.ts'
import { askApi, makeToken } from '#tests/support/operator-api.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { findSchemaFaults, type JsonSchema } from './find-schema-faults.ts'

type Described = { operationId: string; responses: Record<string, { content?: Record<string, unknown> }> }

const document = openapiDocument('https://zelf.example')
const paths = document.paths as Record<string, Record<string, Described>>
const { schemas } = document.components as { schemas: Record<string, JsonSchema> }

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

describe('the OpenAPI document', () => {
  it('is one of version 3.1 with all that it must have', () => {
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d$/),
      info: { title: expect.any(String), version: expect.any(String) },
      servers: [{ url: 'https://zelf.example/api/v1' }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    })
    const operations = Object.values(paths).flatMap((one) => Object.values(one))
    const names = operations.map((one) => one.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { operationId, responses } of operations) {
      expect(
        Object.keys(responses).filter((status) => /^2\d\d$/.test(status)),
        operationId,
      ).not.toEqual([])
      for (const status of ['400', '401', '403', '429']) expect(responses, operationId).toHaveProperty(status)
    }
  })

  it('refers to nothing that is not in it, and names each thing in a way that OpenAPI allows', () => {
    const text = JSON.stringify(document)
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref)
    expect(refs.length).toBeGreaterThan(20)
    for (const ref of refs) {
      const [, name = ''] = /^#\/components\/schemas\/([A-Za-z0-9._-]+)$/.exec(ref) ?? []
      expect(schemas, ref).toHaveProperty(name)
    }
    expect(text).not.toContain('$defs')
  })

  it('describes every method of every route, and no other', async () => {
    const routes = findRoutes().filter((route) => route.startsWith('/api/v1/'))
    const served: string[] = []
    for (const route of routes) {
      if (route === '/api/v1/openapi' || route.includes('...')) continue
      const module = await import(path.resolve('app', route.slice(1), 'route.ts'))
      const address = route.replace('/api/v1', '').replace('[id]', '{id}')
      for (const method of methods) if (method in module) served.push(`${method} ${address}`)
    }
    const described = Object.entries(paths).flatMap(([address, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${address}`),
    )
    expect(described.sort()).toEqual(served.sort())
    expect(endpoints.map(({ method, path: address }) => `${method} ${address}`).sort()).toEqual(served)
  })

  it('is what the address answers, without a token', async () => {
    const answer = await askApi('GET', '/openapi')
    expect(answer.body).toEqual(openapiDocument('http://127.0.0.1:3000'))
  })
})

describe('what is answered', () => {
  /** Judges an answer by what the document says of it, and by nothing else. */
  async function ask(method: string, template: string, id: string, question: Parameters<typeof askApi>[2]) {
    const answer = await askApi(method, template.replace('{id}', id), question)
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';')
    const response = paths[template.replace(/\?.*/, '')]?.[method.toLowerCase()]?.responses[answer.status]
    expect(response, `${method} ${template}: ${answer.status}`).toBeDefined()
    const described = (response?.content?.[type] as { schema?: JsonSchema } | undefined)?.schema
    if (answer.status === 204) expect(answer.text).toBe('')
    else expect(findSchemaFaults(answer.body, described ?? {}, schemas), `${method} ${template}`).toEqual([])
    expect(described !== undefined || answer.status === 204, `${method} ${template} ${type}`).toBe(true)
    return answer
  }

  it('is as it is described, whether it went well or not', async () => {
    const { token } = await makeToken()
    const owner = await makePerson()
    const { id } = await makeDevice(owner)
    const body = { personId: owner.id, ownership: 'personal' }
    const link = await ask('POST', '/enrollment-links', '', { token, body })
    await ask('GET', '/enrollment-links/{id}', String(link.body.id), { token })
    await ask('GET', '/devices?limit=1', '', { token })
    await ask('GET', '/devices/{id}', id, { token })
    const profiles = { token, body: { requestType: 'ProfileList', idempotencyKey: 'k' } }
    const queued = await ask('POST', '/devices/{id}/commands', id, profiles)
    expect((await ask('POST', '/devices/{id}/commands', id, profiles)).status).toBe(200)
    const [commandId = ''] = queued.body.commandIds as string[]
    await ask('GET', '/devices/{id}/commands', id, { token })
    await ask('GET', '/commands/{id}', commandId, { token })
    await ask('DELETE', '/commands/{id}', commandId, { token })
    await ask('DELETE', '/commands/{id}', commandId, { token })
    await ask('DELETE', '/devices/{id}/commands', id, { token })
    const hook = { url: 'https://example.com/zelf', events: ['device.enrolled'] }
    const made = await ask('POST', '/webhooks', '', { token, body: hook })
    await ask('GET', '/webhooks', '', { token })
    await ask('DELETE', '/webhooks/{id}', String(made.body.id), { token })
    await ask('DELETE', '/webhooks/{id}', String(made.body.id), { token })
    await ask('GET', '/devices', '', {})
    await ask('GET', '/devices', '', { token: (await makeToken(['webhooks:read'])).token })
    await ask('POST', '/enrollment-links', '', { token, body: { ...body, extra: 1 } })
  })
})
