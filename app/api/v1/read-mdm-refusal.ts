import { z } from 'zod'

/** What the MDM server refuses in words for whoever asked; its other errors are our own mistakes. */
const refusals = [
  'CommandForbiddenError',
  'InvalidCommandError',
  'UnencodablePlistError',
  'UnknownPositionError',
]

const shape = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.object({ key: z.string().nullable() }).optional().catch(undefined),
})

/**
 * A refusal of the MDM server, or null. It is known by its name: the server lives in Node's module graph and this file
 * in Next's, so the classes of the two are not the same.
 */
export function readMdmRefusal(error: unknown): { code: string; message: string; key: string | null } | null {
  if (!(error instanceof Error) || !refusals.includes(error.name)) return null
  const read = shape.safeParse(error)
  if (!read.success) return null
  const { code, message, detail } = read.data
  return { code, message, key: detail?.key ?? null }
}
