import { MalformedPlistError } from './errors.ts'
import type { PlistDict, PlistValue } from './plist.ts'
import { isPlistScalarTag, type PlistScalarTag, readPlistScalar } from './plist-scalar.ts'

const prolog =
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*<!DOCTYPE plist PUBLIC "-\/\/Apple\/\/DTD PLIST 1\.0\/\/EN" "http:\/\/www\.apple\.com\/DTDs\/PropertyList-1\.0\.dtd">\s*<plist version="1\.0">/
/** What XML forbids or changes in text: control characters besides tab and line feed, and ends of what is not here. */
const notPlain = /[^\P{Cc}\t\n]|[\ufffe\uffff]|\]\]>/u
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
}

/** Leaves the plain way; never seen outside of this file. */
class NotPlain extends Error {
  readonly code = 'not_plain'
}

/**
 * Reads a property list of the one form in which Macs write them: Apple's prolog, no attributes, comments, literal
 * text, numbered characters or carriage returns. It takes a fraction of what a parser of all of XML takes.
 *
 * returns  null for any other form, and for whatever is wrong: then the whole parser has the word
 * spec     Apple, PropertyList-1.0.dtd
 */
export function readPlainPlist(text: string, maxDepth: number, maxNodes: number): PlistValue | null {
  const start = prolog.exec(text)
  if (!start || notPlain.test(text)) return null
  try {
    return new PlainReader(text, maxDepth, maxNodes).readAll(start[0].length)
  } catch (error) {
    // The other parser finds the same fault, and the words for it.
    if (error instanceof NotPlain || error instanceof MalformedPlistError) return null
    throw error
  }
}

class PlainReader {
  readonly #text: string
  readonly #maxDepth: number
  readonly #maxNodes: number
  #at = 0
  #nodes = 1

  constructor(text: string, maxDepth: number, maxNodes: number) {
    this.#text = text
    this.#maxDepth = maxDepth
    this.#maxNodes = maxNodes
  }

  readAll(from: number): PlistValue {
    this.#at = from
    this.#skipSpace()
    const value = this.#readValue(1)
    this.#skipSpace()
    this.#expect('</plist>')
    this.#skipSpace()
    if (this.#at !== this.#text.length) throw new NotPlain()
    return value
  }

  #readValue(depth: number): PlistValue {
    if (depth > this.#maxDepth) throw new NotPlain()
    const tag = this.#readTag()
    if (tag === 'dict') return this.#readDict(depth)
    if (tag === 'array') return this.#readArray(depth)
    if (tag === 'dict/') return Object.create(null)
    if (tag === 'array/') return []
    const empty = tag.endsWith('/')
    const name = empty ? tag.slice(0, -1) : tag
    if (!isPlistScalarTag(name)) throw new NotPlain()
    return readPlistScalar(name, empty ? '' : this.#readText(name))
  }

  #readDict(depth: number): PlistDict {
    const entries: PlistDict = Object.create(null)
    for (;;) {
      this.#skipSpace()
      if (this.#isClosing()) break
      if (depth >= this.#maxDepth || this.#readTag() !== 'key') throw new NotPlain()
      const key = this.#readText('key')
      if (key in entries) throw new NotPlain()
      this.#skipSpace()
      entries[key] = this.#readValue(depth + 1)
    }
    this.#expect('</dict>')
    return entries
  }

  #readArray(depth: number): PlistValue[] {
    const items: PlistValue[] = []
    for (;;) {
      this.#skipSpace()
      if (this.#isClosing()) break
      items.push(this.#readValue(depth + 1))
    }
    this.#expect('</array>')
    return items
  }

  /** The name between the brackets, with the slash of an empty element. */
  #readTag(): string {
    if (++this.#nodes > this.#maxNodes || this.#text[this.#at] !== '<') throw new NotPlain()
    const end = this.#text.indexOf('>', this.#at)
    if (end < 0 || end - this.#at > 9) throw new NotPlain()
    const tag = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    return tag
  }

  #readText(tag: PlistScalarTag | 'key'): string {
    const end = this.#text.indexOf('<', this.#at)
    const raw = this.#text.slice(this.#at, end)
    this.#at = end
    this.#expect(`</${tag}>`)
    return raw.includes('&') ? raw.replace(/&[^;]{0,8};?/g, plainEntity) : raw
  }

  #isClosing(): boolean {
    return this.#text.charCodeAt(this.#at + 1) === 0x2f
  }

  #expect(words: string): void {
    if (!this.#text.startsWith(words, this.#at)) throw new NotPlain()
    this.#at += words.length
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x09) return
      this.#at += 1
    }
  }
}

function plainEntity(written: string): string {
  const character = entities[written]
  if (character === undefined) throw new NotPlain()
  return character
}
