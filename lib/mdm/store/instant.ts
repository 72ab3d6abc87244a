/**
 * How a moment is handed to a statement: `${instant(now)}::text::timestamptz`. A bare Date reaches PostgreSQL
 * without its zone through Prisma's adapter, and would be read in the session's zone.
 * Source: ISO 8601; docs/architecture.md, "One SQL shape"
 */
export function instant(date: Date): string {
  return date.toISOString()
}

/**
 * The same where there may be none.
 * Source: ISO 8601; docs/architecture.md, "One SQL shape"
 */
export function instantOrNull(date: Date | null | undefined): string | null {
  return date ? date.toISOString() : null
}
