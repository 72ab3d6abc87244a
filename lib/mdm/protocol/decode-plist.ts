import { SaxesParser } from 'saxes'
import { MalformedPlistError } from './errors.ts'
import type { PlistValue } from './plist.ts'
import { PlistBuilder } from './plist-builder.ts'
import { readPlainPlist } from './read-plain-plist.ts'

/**
 * What a sender may make us hold.
 * Source: security promise 5 (size, depth and count limits)
 */
export type PlistLimits = { maxBytes?: number; maxDepth?: number; maxNodes?: number }

const appleDoctype =
  /^\s*plist\s+PUBLIC\s+(["'])-\/\/Apple(?: Computer)?\/\/DTD PLIST 1\.0\/\/EN\1\s+(["'])https?:\/\/www\.apple\.com\/DTDs\/PropertyList-1\.0\.dtd\2\s*$/
const plainDoctype = /^\s*plist(?:\s+SYSTEM\s+(["'])[^"'<>[\]]*\1)?\s*$/
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads an XML property list from a device. Nothing outside the bytes is ever looked up.
 *
 * limits   16 MiB, 64 levels and 500 000 elements unless told otherwise.
 * returns  dictionaries without a prototype, so that a key named __proto__ is only a key.
 * throws   MalformedPlistError: not UTF-8, not well-formed, a binary plist, a document type of one's own,
 *          an entity, a key that stands twice, anything after the end.
 * spec     Apple, PropertyList-1.0.dtd; XML 1.0
 */
export function decodePlist(bytes: Uint8Array, limits: PlistLimits = {}): PlistValue {
  const { maxBytes = 16 * 1024 * 1024, maxDepth = 64, maxNodes = 500_000 } = limits
  if (bytes.length > maxBytes) throw new MalformedPlistError('larger than allowed')
  if (bytes.length === 0) throw new MalformedPlistError('empty')
  if (
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 6)).toString('latin1') === 'bplist'
  ) {
    throw new MalformedPlistError('a binary property list; only XML is read here')
  }
  const text = decodeText(bytes)
  return readPlainPlist(text, maxDepth, maxNodes) ?? parse(text, new PlistBuilder(maxDepth, maxNodes))
}

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw notWellFormed(cause)
  }
}

function notWellFormed(cause: unknown): MalformedPlistError {
  return new MalformedPlistError('not well-formed XML in UTF-8', { cause })
}

/** Reads any form that XML allows. */
function parse(text: string, builder: PlistBuilder): PlistValue {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
      throw new MalformedPlistError('an encoding other than UTF-8')
    }
  })
  parser.on('doctype', (doctype) => {
    if (!appleDoctype.test(doctype) && !plainDoctype.test(doctype)) {
      throw new MalformedPlistError('a document type other than that of a property list')
    }
  })
  parser.on('processinginstruction', () => {
    throw new MalformedPlistError('a processing instruction')
  })
  parser.on('opentag', (tag) => builder.openTag(tag.name, tag.attributes))
  parser.on('text', (part) => builder.text(part))
  parser.on('cdata', (part) => builder.text(part))
  parser.on('closetag', () => builder.closeTag())
  try {
    parser.write(text).close()
  } catch (cause) {
    if (cause instanceof MalformedPlistError) throw cause
    throw notWellFormed(cause)
  }
  return builder.finish()
}
