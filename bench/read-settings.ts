/** What the program was started with: one JSON object from the one who started it. */
export function readSettings<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T
}
