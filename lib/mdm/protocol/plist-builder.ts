import { MalformedPlistError } from './errors.ts'
import type { PlistDict, PlistValue } from './plist.ts'
import { isPlistScalarTag, type PlistScalarTag, readPlistScalar } from './plist-scalar.ts'

type Open =
  | { kind: 'array'; items: PlistValue[] }
  | { kind: 'dict'; entries: PlistDict; key: string | null }
  | { kind: 'scalar'; tag: PlistScalarTag | 'key' }

/**
 * Turns a stream of tags and text into one plist value, refusing whatever the DTD does not allow.
 * Source: Apple, PropertyList-1.0.dtd
 */
export class PlistBuilder {
  readonly #maxDepth: number
  readonly #maxNodes: number
  readonly #open: Open[] = []
  #text = ''
  #nodes = 0
  #root: PlistValue | undefined
  #sawPlist = false

  constructor(maxDepth: number, maxNodes: number) {
    this.#maxDepth = maxDepth
    this.#maxNodes = maxNodes
  }

  openTag(name: string, attributes: Record<string, string>): void {
    if (++this.#nodes > this.#maxNodes) throw new MalformedPlistError('more values than allowed')
    if (!this.#sawPlist) {
      if (name !== 'plist') throw new MalformedPlistError('the root element is not plist')
      this.#sawPlist = true
      return
    }
    for (const _ in attributes) throw new MalformedPlistError('an attribute where none is allowed')
    const parent = this.#open.at(-1)
    if (parent?.kind === 'scalar') throw new MalformedPlistError('an element inside text')
    if (this.#open.length >= this.#maxDepth) throw new MalformedPlistError('nested deeper than allowed')
    this.#checkPlace(name, parent)
    if (name === 'dict') this.#open.push({ kind: 'dict', entries: Object.create(null), key: null })
    else if (name === 'array') this.#open.push({ kind: 'array', items: [] })
    else if (name === 'key' || isPlistScalarTag(name)) this.#open.push({ kind: 'scalar', tag: name })
    else throw new MalformedPlistError('an element that is not in a property list')
  }

  text(text: string): void {
    if (this.#open.at(-1)?.kind === 'scalar') this.#text += text
    else if (/[^ \t\r\n]/.test(text)) throw new MalformedPlistError('text outside a value')
  }

  closeTag(): void {
    const closed = this.#open.pop()
    if (closed === undefined) return
    if (closed.kind === 'array') this.#place(closed.items)
    else if (closed.kind === 'dict') {
      if (closed.key !== null) throw new MalformedPlistError('a key without a value')
      this.#place(closed.entries)
    } else {
      const text = this.#text
      this.#text = ''
      if (closed.tag === 'key') this.#setKey(text)
      else this.#place(readPlistScalar(closed.tag, text))
    }
  }

  finish(): PlistValue {
    if (this.#root === undefined) throw new MalformedPlistError('no value')
    return this.#root
  }

  #checkPlace(name: string, parent: Open | undefined): void {
    if (parent === undefined && this.#root !== undefined) throw new MalformedPlistError('a second root value')
    const wantsKey = parent?.kind === 'dict' && parent.key === null
    if ((name === 'key') !== wantsKey) throw new MalformedPlistError('keys and values do not alternate')
  }

  #setKey(key: string): void {
    const dict = this.#open.at(-1)
    if (dict?.kind !== 'dict') throw new MalformedPlistError('a key outside a dictionary')
    if (key in dict.entries) throw new MalformedPlistError('a key stands twice in a dictionary')
    dict.key = key
  }

  #place(value: PlistValue): void {
    const parent = this.#open.at(-1)
    if (parent === undefined) this.#root = value
    else if (parent.kind === 'array') parent.items.push(value)
    else if (parent.kind === 'dict' && parent.key !== null) {
      parent.entries[parent.key] = value
      parent.key = null
    }
  }
}
