import { createHash } from 'node:crypto'

/** Starts fall between these hours of the server's time zone; a start at five is done before people begin. */
const firstHour = 20
const lastHour = 5

/**
 * When "tonight" is for one install: a moment between 20:00 and 05:00 in the server's time zone, during the night that
 * `now` lies in or before the next one. Each install has its own, always the same one, so that a company's Macs do not
 * all begin to download at eight.
 */
export function nightOf(installId: string, now: Date): Date {
  const begin = new Date(now)
  if (now.getHours() < lastHour) begin.setDate(begin.getDate() - 1)
  begin.setHours(firstHour, 0, 0, 0)
  const end = new Date(begin)
  end.setDate(end.getDate() + 1)
  end.setHours(lastHour, 0, 0, 0)
  const from = Math.max(begin.getTime(), now.getTime())
  return new Date(from + Math.floor(shareOf(installId) * (end.getTime() - from)))
}

/** When a large app starts by itself that its person says nothing about: in the night after thirty days. */
export function lastNightOf(installId: string, now: Date): Date {
  const later = new Date(now)
  later.setDate(later.getDate() + 30)
  later.setHours(12, 0, 0, 0)
  return nightOf(installId, later)
}

/** From 0 up to 1, the same for the same id. */
function shareOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32
}
