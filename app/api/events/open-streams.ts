/** More than anybody has tabs that they look at. */
export const mostStreams = 20

/** What closes each stream of a session, oldest first; in each process its own. */
export type OpenStreams = Map<string, Set<() => void>>

/**
 * Gives a stream its place among those of its session; over the limit the oldest gives way. Not the newest: streams whose
 * browser went to sleep or to another network look open for minutes, and the page that somebody has just opened would be
 * the one that hears nothing. Returns what gives the place back.
 */
export function takePlace(open: OpenStreams, session: string, close: () => void): () => void {
  const streams = open.get(session) ?? new Set()
  open.set(session, streams)
  streams.add(close)
  const [oldest] = streams
  if (streams.size > mostStreams && oldest) {
    streams.delete(oldest)
    oldest()
  }
  return () => {
    streams.delete(close)
    if (streams.size === 0 && open.get(session) === streams) open.delete(session)
  }
}
