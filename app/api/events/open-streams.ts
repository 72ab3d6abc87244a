const closers = new Set<() => void>()
let listening = false

function closeAll(): void {
  for (const close of closers) close()
}

/** Ends this stream when the process is asked to stop: an open stream would keep the server from closing. */
export function closeAtShutdown(close: () => void): () => void {
  if (!listening) {
    listening = true
    process.once('SIGTERM', closeAll)
    process.once('SIGINT', closeAll)
  }
  closers.add(close)
  return () => closers.delete(close)
}
