import type { z } from 'zod'
import { RequestRefused } from './request-refused.ts'

function fieldOf(issue: z.core.$ZodIssue): string {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return [...issue.path, ...keys].map(String).join('.').slice(0, 200)
}

/** Checks what was sent. Throws RequestRefused naming each part that is wrong, and no part's content. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    field: fieldOf(issue),
    message: issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message,
  }))
  throw new RequestRefused({
    status: 400,
    code: 'invalid_request',
    detail: errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
    errors,
  })
}
