import { MalformedMessageError, MalformedPlistError } from './errors.ts'
import { readTagCode, tagCode } from './tag-code.ts'

const less = 0x3c
const ampersand = 0x26
const slash = 0x2f
const exclamation = 0x21
const question = 0x3f
const entity = /^&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});/

/** Where the values of the top dictionary stand: inside plist and dict. */
const topLevel = 2
const longestValue = 4096
const longestErrorChain = 64 * 1024
const longestOutline = 256 * 1024
const maxDepth = 64
const maxNodes = 500_000

/**
 * Walks over a large property list without making values of it, a stretch at a time, and gives the same list with the
 * long values of its top dictionary emptied. What was left out has been checked for its nesting, depth, count and
 * entities only; the rest is for decodePlist, and the whole list too before anything in it is used.
 *
 * spec     Apple, PropertyList-1.0.dtd; XML 1.0
 */
export class PlistOutline {
  readonly #bytes: Buffer
  readonly #open = new Uint8Array(maxDepth + 2)
  readonly #kept: Buffer[] = []
  #depth = 0
  #at = 0
  #keptTo = 0
  #nodes = 0
  #valueFrom = 0
  #key = ''

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /**
   * Goes on for so many bytes.
   *
   * returns  true when the end was reached
   * throws   MalformedPlistError
   */
  advance(byteCount: number): boolean {
    const bytes = this.#bytes
    const until = Math.min(bytes.length, this.#at + byteCount)
    let at = this.#at
    while (at < until) {
      const octet = bytes[at]
      if (octet === less) at = this.#markup(at)
      else if (octet === ampersand) at = this.#entity(at)
      else at += 1
    }
    this.#at = at
    return at >= bytes.length
  }

  /**
   * The list with its long values emptied.
   *
   * throws   MalformedPlistError when something was left open; MalformedMessageError when it is still too long.
   */
  finish(): Buffer {
    if (this.#depth > 0) throw new MalformedPlistError('not well-formed XML in UTF-8')
    const outline = Buffer.concat([...this.#kept, this.#bytes.subarray(this.#keptTo)])
    if (outline.length > longestOutline) throw new MalformedMessageError('more keys than any answer has')
    return outline
  }

  #markup(at: number): number {
    const next = this.#bytes[at + 1]
    if (next === slash) return this.#close(at)
    if (next === exclamation) return this.#skip(at)
    if (next === question) return this.#after('?>', at)
    return this.#openTag(at)
  }

  #openTag(at: number): number {
    if (++this.#nodes > maxNodes) throw new MalformedPlistError('more values than allowed')
    // Only the root, which is read again, may have attributes.
    const depth = this.#depth
    const tag = depth === 0 ? this.#after('>', at) * 16 + tagCode.plist : readTagCode(this.#bytes, at + 1)
    const end = tag >> 4
    if (this.#bytes[end - 2] === slash) return end
    if (depth > 0 && (this.#open[depth - 1] ?? 0) > tagCode.array) {
      throw new MalformedPlistError('an element inside text')
    }
    if (depth > maxDepth) throw new MalformedPlistError('nested deeper than allowed')
    if (depth === topLevel) this.#valueFrom = end
    this.#open[depth] = tag & 15
    this.#depth = depth + 1
    return end
  }

  #close(at: number): number {
    const depth = this.#depth - 1
    const tag =
      depth === 0 ? this.#after('</plist', at) * 16 + tagCode.plist : readTagCode(this.#bytes, at + 2)
    if (depth < 0 || this.#open[depth] !== (tag & 15)) {
      throw new MalformedPlistError('not well-formed XML in UTF-8')
    }
    this.#depth = depth
    if (depth === topLevel) this.#endValue(tag & 15, at)
    return tag >> 4
  }

  /** Of a value of the top dictionary, or one of its keys. */
  #endValue(code: number, at: number): void {
    if (code === tagCode.key) {
      this.#key = this.#bytes.toString('latin1', this.#valueFrom, Math.min(at, this.#valueFrom + 32))
      return
    }
    const longest = this.#key === 'ErrorChain' ? longestErrorChain : longestValue
    if (at - this.#valueFrom <= longest) return
    this.#kept.push(this.#bytes.subarray(this.#keptTo, this.#valueFrom))
    this.#keptTo = at
  }

  /** A comment, a piece of literal text, or the document type, which is judged when the outline is read. */
  #skip(at: number): number {
    const start = this.#bytes.toString('latin1', at, at + 9)
    if (start.startsWith('<!--')) return this.#after('-->', at)
    if (start === '<![CDATA[') return this.#after(']]>', at)
    if (this.#depth > 0) throw new MalformedPlistError('not well-formed XML in UTF-8')
    return this.#after('>', at)
  }

  #after(end: string, from: number): number {
    const found = this.#bytes.indexOf(end, from, 'latin1')
    if (found < 0) throw new MalformedPlistError('not well-formed XML in UTF-8')
    return found + end.length
  }

  #entity(at: number): number {
    const bytes = this.#bytes
    // The one that names of apps hold, before any text is made.
    if (
      bytes[at + 1] === 0x61 &&
      bytes[at + 2] === 0x6d &&
      bytes[at + 3] === 0x70 &&
      bytes[at + 4] === 0x3b
    ) {
      return at + 5
    }
    if (entity.test(bytes.toString('latin1', at, at + 12))) return at + 1
    throw new MalformedPlistError('an entity that is not in a property list')
  }
}
