import { isUtf8 } from 'node:buffer'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CommandResult, decodeCommandResult } from '../protocol/decode-command-result.ts'
import { MalformedPlistError } from '../protocol/errors.ts'
import { PlistOutline } from '../protocol/plist-outline.ts'

/**
 * From here on an answer is decoded in turns, so that nobody else waits for it.
 * Source: docs/performance.md (inventory)
 */
export const largeResultBytes = 32 * 1024

/** About half a millisecond's work. */
const stretchBytes = 128 * 1024

/** One at a time, as there is one event loop: twenty at once would hold it for twenty stretches in a row. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads who answers which command how out of a large answer; its long values are left for the digesting job, which
 * reads the whole. Between stretches other requests have their turn.
 *
 * throws   MalformedPlistError, MalformedMessageError.
 * spec     Apple, "Sending MDM commands to a device"
 */
export async function decodeLargeResult(bytes: Uint8Array): Promise<CommandResult> {
  if (!isUtf8(bytes)) throw new MalformedPlistError('not well-formed XML in UTF-8')
  const outlined = last.then(() => outlineOf(bytes))
  last = outlined.catch(() => undefined)
  return decodeCommandResult(await outlined)
}

async function outlineOf(bytes: Uint8Array): Promise<Uint8Array> {
  const outline = new PlistOutline(bytes)
  while (!outline.advance(stretchBytes)) await nextTurn()
  return outline.finish()
}
