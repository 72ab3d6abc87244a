import { createHash } from 'node:crypto'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** The FileVault recovery key of a made-up Mac: six groups of four, always the same for one seed. */
export function recoveryKeyOf(seed: string): string {
  const bytes = createHash('sha256').update(`recovery-key:${seed}`).digest().subarray(0, 24)
  const characters = [...bytes].map((byte) => alphabet[byte % alphabet.length] ?? 'A').join('')
  return characters.match(/.{4}/g)?.join('-') ?? characters
}
