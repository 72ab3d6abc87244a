import type { z } from 'zod'
import type { inboxInput } from '#lib/portal/tickets/schema.ts'

/** What the address of the inbox says, after the schema has put right what was wrong. */
export type InboxAddress = z.output<typeof inboxInput>

const defaults: Record<string, string> = { view: 'open', query: '', sort: 'updated', direction: 'desc' }
const names: Record<string, string> = { query: 'q' }

/** The address of the inbox with these changes; what is as usual is left out, and a change starts at page one. */
export function inboxHref(now: InboxAddress, changes: Partial<InboxAddress>): string {
  const wanted = { ...now, cursor: undefined, ...changes }
  const fields = Object.entries(wanted).filter(([name, value]) => value && value !== defaults[name])
  const query = new URLSearchParams(fields.map(([name, value]) => [names[name] ?? name, String(value)]))
  return query.size > 0 ? `/helpdesk/tickets?${query}` : '/helpdesk/tickets'
}
