import { z } from 'zod'
import type { PatchOperation } from './apply-patch.ts'
import { isRecord } from './scim-document.ts'
import { ScimError } from './scim-error.ts'

const mostOperations = 200

const operation = z.object({
  op: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['add', 'replace', 'remove'])),
  path: z.string().nullish(),
  value: z.unknown().optional(),
})

/** The operations of a PATCH body. Names of keys and verbs count in any case. throws ScimError invalidSyntax */
export function readPatch(body: unknown): PatchOperation[] {
  const list = isRecord(body) ? lowerKeys(body).operations : undefined
  if (!Array.isArray(list) || list.length === 0 || list.length > mostOperations) {
    throw new ScimError('invalidSyntax', `Operations is a list of 1 to ${mostOperations}`)
  }
  return list.map((one: unknown) => {
    const read = operation.safeParse(isRecord(one) ? lowerKeys(one) : one)
    if (!read.success)
      throw new ScimError('invalidSyntax', 'an operation has op (add, replace, remove), path and value')
    const { op: verb, path, value } = read.data
    return path == null || path === '' ? { verb, value } : { verb, path, value }
  })
}

function lowerKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]))
}
