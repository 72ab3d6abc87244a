import { z } from 'zod'

const shape = z.tuple([z.enum(['after', 'before']), z.iso.datetime(), z.number().int()])

/** A place in a sorted list of tickets: what lies after (or before) the ticket with this time and number. */
export interface TicketCursor {
  side: 'after' | 'before'
  at: Date
  number: number
}

export function encodeTicketCursor({ side, at, number }: TicketCursor): string {
  return Buffer.from(JSON.stringify([side, at.toISOString(), number])).toString('base64url')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Anything that is not a cursor of ours is the start of the list. */
export function decodeTicketCursor(text: string | undefined): TicketCursor | null {
  if (!text) return null
  const parsed = shape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')))
  if (!parsed.success) return null
  const [side, at, number] = parsed.data
  return { side, at: new Date(at), number }
}
