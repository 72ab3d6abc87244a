import { z } from 'zod'
import { eventData } from '#lib/portal/webhooks/event-payload.ts'
import type { EndpointDescription } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { describeSchemas, eventSchemaName, problemRef, refTo } from './openapi-schemas.ts'

const everywhere: Record<number, readonly string[]> = {
  400: ['invalid_request'],
  401: ['token_required', 'invalid_token'],
  403: ['insufficient_scope'],
  429: ['rate_limited'],
  500: ['unexpected'],
}
const withBody: Record<number, readonly string[]> = {
  400: ['malformed_json'],
  413: ['body_too_large'],
  415: ['unsupported_media_type'],
}

const json = (schema: object) => ({ 'application/json': { schema } })

function describeRefusals({ body, refusals = {} }: EndpointDescription): Record<string, object> {
  const codes = new Map<string, string[]>()
  for (const some of [everywhere, body ? withBody : {}, refusals]) {
    for (const [status, added] of Object.entries(some))
      codes.set(status, [...(codes.get(status) ?? []), ...added])
  }
  return Object.fromEntries(
    [...codes].map(([status, known]) => [
      status,
      { description: known.join(', '), content: { 'application/problem+json': { schema: problemRef } } },
    ]),
  )
}

function describeAnswers(endpoint: EndpointDescription): Record<string, object> {
  const content = endpoint.answer && { content: json(refTo(endpoint.answer)) }
  const successes = Object.entries(endpoint.successes).map(([status, description]) => [
    status,
    { description, ...(status !== '204' && content) },
  ])
  return { ...Object.fromEntries(successes), ...describeRefusals(endpoint) }
}

function describeQuery(query: z.ZodType): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }))
}

function describeParameters({ name, path, query }: EndpointDescription): object[] {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }
  return [
    ...(path.includes('{id}') ? [id] : []),
    ...(query ? describeQuery(query) : []),
    ...(name === 'queueCommand' ? [key] : []),
  ]
}

function describeEndpoint(endpoint: EndpointDescription): object {
  const { name, summary, scope, body } = endpoint
  return {
    operationId: name,
    summary,
    tags: [endpoint.path.split('/')[1]],
    security: [{ token: [scope] }],
    parameters: describeParameters(endpoint),
    ...(body && { requestBody: { required: true, content: json(refTo(body)) } }),
    responses: describeAnswers(endpoint),
  }
}

function describePaths(): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) {
    const methods = paths[endpoint.path] ?? {}
    methods[endpoint.method.toLowerCase()] = describeEndpoint(endpoint)
    paths[endpoint.path] = methods
  }
  return paths
}

function describeEvent([type, data]: [string, z.ZodType]): [string, object] {
  const message = {
    allOf: [
      { $ref: '#/components/schemas/EventMessage' },
      { type: 'object', properties: { type: { const: type }, data: refTo(data) } },
    ],
  }
  const header = (name: string) => ({ name, in: 'header', required: true, schema: { type: 'string' } })
  const post = {
    operationId: eventSchemaName(type),
    summary: `Posted to webhooks that want ${type}`,
    parameters: ['Zelf-Delivery', 'Zelf-Event', 'Zelf-Signature'].map(header),
    requestBody: { required: true, content: json(message) },
    responses: { '2XX': { description: 'Taken. Anything else is tried again for a day.' } },
  }
  return [type, { post }]
}

/** The OpenAPI 3.1 document of the operator API, from the same schemas that its requests are checked with. */
export function openapiDocument(publicUrl: string): Record<string, unknown> {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Zelf operator API',
      version: '1.0.0',
      summary: 'Enrolment links, Macs, commands, webhooks',
    },
    servers: [{ url: `${publicUrl.replace(/\/+$/, '')}/api/v1` }],
    paths: describePaths(),
    webhooks: Object.fromEntries(Object.entries(eventData).map(describeEvent)),
    components: {
      schemas: describeSchemas(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token from the page “API and webhooks”; each operation names the scope that it needs.',
        },
      },
    },
  }
}
