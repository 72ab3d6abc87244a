import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'
import type { CommandResult } from '../protocol/decode-command-result.ts'
import type { MdmContext } from './mdm-context.ts'

type Sealing = Pick<MdmContext, 'seal' | 'unseal'>

/** Answers that are secrets themselves, by the key that holds them. */
const secretKey = 'ActivationLockBypassCode'
/** No property list begins so, and none with the mark of Zstandard. */
const sealedMark = Buffer.from('sealed:')
const zstdMark = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const compressedFrom = 32 * 1024
const longestAnswer = 16 * 1024 * 1024
const compress = promisify(zstdCompress)
const quickest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * An answer as it waits for the digesting job: sealed when it is a secret; compressed when it is long, off the event
 * loop, so that the database is handed a fortieth of it.
 * Source: mdm/commands/activation.lock.bypasscode.yaml; RFC 8878
 */
export function closeAnswer(
  sealing: Sealing,
  result: Pick<CommandResult, 'response'>,
  body: Uint8Array,
): Uint8Array | Promise<Uint8Array> {
  if (secretKey in result.response) return Buffer.concat([sealedMark, sealing.seal(body)])
  return body.length < compressedFrom ? body : compress(body, quickest)
}

/**
 * Takes the seal off, where there is one.
 * Source: mdm/commands/activation.lock.bypasscode.yaml
 */
export function unsealAnswer(sealing: Sealing, kept: Uint8Array): Uint8Array {
  if (!startsWith(kept, sealedMark)) return kept
  return sealing.unseal(kept.subarray(sealedMark.length))
}

/**
 * The answer as the Mac sent it.
 * Source: RFC 8878
 */
export function expandAnswer(kept: Uint8Array): Uint8Array {
  if (!startsWith(kept, zstdMark)) return kept
  return zstdDecompressSync(kept, { maxOutputLength: longestAnswer })
}

/**
 * Whether reading it takes long enough to be done elsewhere than on the event loop.
 * Source: docs/performance.md (inventory)
 */
export function isLongAnswer(kept: Uint8Array): boolean {
  return kept.length >= compressedFrom || startsWith(kept, zstdMark)
}

function startsWith(bytes: Uint8Array, mark: Buffer): boolean {
  return Buffer.compare(bytes.subarray(0, mark.length), mark) === 0
}
