import { setImmediate } from 'node:timers/promises'
import { SaxesParser } from 'saxes'
import { PackageError } from './package-error.ts'

export interface XmlElement {
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  text: string
}

const maxDepth = 200
const maxElements = 400_000
const maxAttributes = 1_000_000
const chunkBytes = 256 * 1024

/**
 * Reads XML from inside a package into a tree. Strict: UTF-8 only, no document type (so no entities of its own),
 * bounded in depth and count. Between chunks other requests get their turn.
 */
export async function parseXml(bytes: Uint8Array, source: string): Promise<XmlElement> {
  const builder = new TreeBuilder(source)
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      if (at > 0) await setImmediate()
      builder.parser.write(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }))
    }
    builder.parser.write(decoder.decode()).close()
  } catch (cause) {
    if (cause instanceof PackageError) throw cause
    throw new PackageError('malformed_xml', `${source} is not well-formed XML`, { cause })
  }
  const root = builder.root
  if (!root) throw new PackageError('malformed_xml', `${source} is empty`)
  return root
}

class TreeBuilder {
  readonly parser = new SaxesParser()
  readonly source: string
  root: XmlElement | null = null
  private readonly open: XmlElement[] = []
  private elements = 0
  private attributes = 0

  constructor(source: string) {
    this.source = source
    this.parser.on('error', (cause) => {
      throw cause
    })
    this.parser.on('doctype', () => this.refuse('has a document type declaration'))
    this.parser.on('opentagstart', () => {
      this.elements += 1
      if (this.elements > maxElements) this.refuse('has too many elements')
      if (this.open.length >= maxDepth) this.refuse('is nested too deeply')
    })
    this.parser.on('attribute', () => {
      this.attributes += 1
      if (this.attributes > maxAttributes) this.refuse('has too many attributes')
    })
    this.parser.on('opentag', (tag) => this.enter(tag.name, new Map(Object.entries(tag.attributes))))
    this.parser.on('text', (text) => this.append(text))
    this.parser.on('cdata', (text) => this.append(text))
    this.parser.on('closetag', () => this.open.pop())
  }

  private enter(name: string, attributes: Map<string, string>): void {
    const element: XmlElement = { name, attributes, children: [], text: '' }
    const parent = this.open.at(-1)
    if (parent) parent.children.push(element)
    else this.root = element
    this.open.push(element)
  }

  private append(text: string): void {
    const element = this.open.at(-1)
    if (element) element.text += text
  }

  private refuse(why: string): never {
    throw new PackageError('malformed_xml', `${this.source} ${why}`)
  }
}
