const errors: string[] = []

/** Notes what was printed with console.error; the setup file calls it. */
export function noteConsoleError(words: unknown[]): void {
  errors.push(
    words.map((word) => (word instanceof Error ? (word.stack ?? word.message) : String(word))).join(' '),
  )
}

/** What was printed with console.error since the last call. A test that expects some takes it. */
export function takeConsoleErrors(): string[] {
  return errors.splice(0)
}
