import { z } from 'zod'
import { explainError } from '#lib/mdm/protocol/explain-error.ts'
import type { ErrorReason } from '#lib/mdm/protocol/explain-error-table.ts'

const text = z.string().max(1000).optional().catch(undefined)
const failure = z.object({
  code: z.string().catch('command_refused'),
  payloadTypes: z.array(z.string()).catch([]),
  errorChain: z
    .array(
      z.object({
        ErrorDomain: text,
        ErrorCode: z.number().optional().catch(undefined),
        LocalizedDescription: text,
        USEnglishDescription: text,
      }),
    )
    .catch([]),
})

export interface ShownFailure {
  code: string
  /** Payloads that were the reason, where they were. */
  payloadTypes: string[]
  /** What the Mac meant, where its codes are known. */
  reason: ErrorReason | null
  /** The Mac's own words, outermost first: "words (domain code)". */
  lines: string[]
}

/** Reads why a Mac refused something, as it is stored: the command's request type when it was one. Null when it did not. */
export function readFailure(stored: unknown, requestType: string | null = null): ShownFailure | null {
  const parsed = failure.safeParse(stored)
  if (!parsed.success) return null
  const { code, payloadTypes, errorChain } = parsed.data
  const lines = errorChain.map((link) => {
    const words = link.LocalizedDescription ?? link.USEnglishDescription ?? ''
    const place = [link.ErrorDomain, link.ErrorCode].filter((part) => part !== undefined).join(' ')
    return [words, place && `(${place})`].filter(Boolean).join(' ')
  })
  const { reason } = explainError(requestType, errorChain)
  return { code, payloadTypes, reason: reason === 'unknown' ? null : reason, lines }
}
