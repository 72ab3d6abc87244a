/** `enrollment-links:write` and `device.enrolled` as the last part of a message's key. */
export function messageKey(word: string): string {
  return word.replace(/[^a-z]/g, '_')
}
