/** What browsers, and React (412 when built), call an answer that stopped half way: the server went away, or the network did. */
const broken =
  /network error|networkerror|react error #412|connection closed|connection was lost|load failed|input stream|failed to fetch/i

/** Whether a page broke because its answer did not arrive whole, so that asking again helps. */
export function isBrokenConnection({ message, digest }: { message: string; digest?: string }): boolean {
  return digest === undefined && broken.test(message)
}
