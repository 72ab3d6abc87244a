import { attribute, childNamed, childText } from './find-elements.ts'
import { PackageError } from './package-error.ts'
import type { XmlElement } from './parse-xml.ts'

/** A stretch of the heap, the part of a xar archive that follows its table of contents. */
export interface HeapRange {
  offset: number
  length: number
}

export interface XarData extends HeapRange {
  uncompressedBytes: number
  encoding: string
  archivedChecksum: { style: string; hex: string } | null
}

export interface XarEntry {
  /** Data only: it may be anything, including "../..", and never becomes a path of ours. */
  name: string
  data: XarData | null
  children: XarEntry[]
}

export interface XarSignature extends HeapRange {
  style: string
  certificatesBase64: string[]
}

export interface XarToc {
  checksum: HeapRange & { style: string }
  signatures: XarSignature[]
  entries: XarEntry[]
}

/** Gives the table of contents its shape. Every number is a plain, safe integer afterwards. */
export function parseToc(root: XmlElement): XarToc {
  const toc = root.name === 'xar' ? childNamed(root, 'toc') : undefined
  const checksum = childNamed(toc, 'checksum')
  if (!toc || !checksum) throw new PackageError('malformed_toc', 'The table of contents has no checksum')
  return {
    checksum: { style: attribute(checksum, 'style')?.toLowerCase() ?? '', ...heapRange(checksum, 'size') },
    signatures: toc.children
      .filter((child) => child.name === 'signature' || child.name === 'x-signature')
      .map(parseSignature),
    entries: toc.children.filter((child) => child.name === 'file').map(parseEntry),
  }
}

function parseSignature(element: XmlElement): XarSignature {
  const certificates = childNamed(childNamed(element, 'KeyInfo'), 'X509Data')?.children ?? []
  return {
    style: attribute(element, 'style')?.toUpperCase() ?? '',
    ...heapRange(element, 'size'),
    certificatesBase64: certificates
      .filter((child) => child.name === 'X509Certificate')
      .map((child) => child.text.replaceAll(/\s/g, '')),
  }
}

function parseEntry(element: XmlElement): XarEntry {
  const data = childNamed(element, 'data')
  return {
    name: parseName(childNamed(element, 'name')),
    data: data ? parseData(data) : null,
    children: element.children.filter((child) => child.name === 'file').map(parseEntry),
  }
}

function parseName(element: XmlElement | undefined): string {
  if (!element) return ''
  if (attribute(element, 'enctype') === 'base64') return Buffer.from(element.text, 'base64').toString('utf8')
  return element.text
}

function parseData(element: XmlElement): XarData {
  const checksum = childNamed(element, 'archived-checksum')
  return {
    ...heapRange(element, 'length'),
    uncompressedBytes: wholeNumber(childText(element, 'size')),
    encoding:
      attribute(childNamed(element, 'encoding'), 'style')?.toLowerCase() ?? 'application/octet-stream',
    archivedChecksum:
      (checksum && {
        style: attribute(checksum, 'style')?.toLowerCase() ?? '',
        hex: checksum.text.trim().toLowerCase(),
      }) ||
      null,
  }
}

function heapRange(element: XmlElement, lengthName: 'size' | 'length'): HeapRange {
  return {
    offset: wholeNumber(childText(element, 'offset')),
    length: wholeNumber(childText(element, lengthName)),
  }
}

// Two of these added stay below 2^53, so that offset + length is exact.
const largestNumber = 2 ** 52 - 1

function wholeNumber(text: string | null): number {
  const number = text !== null && /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN
  if (!(number <= largestNumber)) {
    throw new PackageError('malformed_toc', 'The table of contents has a size or an offset that cannot be')
  }
  return number
}
