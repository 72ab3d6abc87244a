import { z } from 'zod'

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
  /** The Mac's own words, outermost first: "words (domain code)". */
  lines: string[]
}

/** Reads why a Mac refused something, as it is stored. Null when it did not. */
export function readFailure(stored: unknown): ShownFailure | null {
  const parsed = failure.safeParse(stored)
  if (!parsed.success) return null
  const { code, payloadTypes, errorChain } = parsed.data
  const lines = errorChain.map((link) => {
    const words = link.LocalizedDescription ?? link.USEnglishDescription ?? ''
    const place = [link.ErrorDomain, link.ErrorCode].filter((part) => part !== undefined).join(' ')
    return [words, place && `(${place})`].filter(Boolean).join(' ')
  })
  return { code, payloadTypes, lines }
}
