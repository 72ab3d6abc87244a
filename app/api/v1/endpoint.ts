import type { z } from 'zod'
import type { TokenActor } from '#lib/auth/actor.ts'
import type { ApiScope } from '#lib/auth/api-scopes.ts'

export interface Asked<Query, Body> {
  /** The id in the path, which is a UUID; empty where the path has none. */
  id: string
  query: Query
  body: Body
  headers: Headers
}

export interface Answered<Answer> {
  /** 200 when it is left out, and 204 when there is no body either. */
  status?: 200 | 201
  body?: Answer
  headers?: Record<string, string>
}

/** What the OpenAPI document says of one method of one address. */
export interface EndpointDescription<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'DELETE'
  /** Under /api/v1, with {id} where its folder is called [id]. */
  path: string
  /** The name of the operation, for programs that are made from the document. */
  name: string
  summary: string
  scope: ApiScope
  query?: Query
  body?: Body
  /** Instead of 1 MB. */
  mostBodyBytes?: number
  /** What a success is, by its status. */
  successes: Partial<Record<200 | 201 | 204, string>>
  answer?: Answer
  /** The codes of refusals beside those that every endpoint has, by status. */
  refusals?: Partial<Record<404 | 409 | 422 | 429, readonly string[]>>
}

/** One method of one address, as serve() answers it. */
export interface Endpoint<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>
  extends EndpointDescription<Query, Body, Answer> {
  run(actor: TokenActor, asked: Asked<z.output<Query>, z.output<Body>>): Promise<Answered<z.output<Answer>>>
}

/** Ties the types of an endpoint's parts together. */
export function endpoint<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  definition: Endpoint<Query, Body, Answer>,
): Endpoint<Query, Body, Answer> {
  return definition
}
