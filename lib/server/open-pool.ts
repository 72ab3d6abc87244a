import postgres from 'postgres'

/**
 * The pool that answers Macs. Its statements are planned once for each connection and all look rows up by an index.
 * The queue is often empty, and a plan made then would read it from end to end for as long as it is kept, also when
 * ten thousand commands have come: so no plan may read a whole table while an index would do.
 */
export function openPool(databaseUrl: string, max: number): postgres.Sql {
  // postgres.js passes on whatever PostgreSQL takes as a setting; its types know a few.
  const connection: Record<string, string> = { enable_seqscan: 'off' }
  return postgres(databaseUrl, { max, onnotice: () => undefined, connection })
}
