/** Calls back once when the process is asked to stop, or when stdin closes because the parent is gone. */
export function endWithParent(watchStdin: boolean, end: () => Promise<void>): void {
  let ending = false
  const once = () => {
    if (ending) return
    ending = true
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', once)
  process.on('SIGINT', once)
  if (!watchStdin) return
  process.stdin.on('end', once)
  process.stdin.on('close', once)
  process.stdin.resume()
}
