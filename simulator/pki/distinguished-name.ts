import { der } from './der.ts'

/** Pairs of attribute (short name or dotted object identifier) and value, outermost first. */
export type NameAttributes = readonly (readonly [string, string])[]

const shortNames: Record<string, string> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  UID: '0.9.2342.19200300.100.1.1',
}

/** The DER of an X.501 name. An unknown attribute is taken as an object identifier, as a Mac does. */
export function encodeDistinguishedName(attributes: NameAttributes): Buffer {
  const relativeNames = attributes.map(([attribute, value]) => {
    const text = attribute === 'C' || attribute === '2.5.4.6' ? der.printable(value) : der.utf8(value)
    return der.setOf(der.sequence(der.oid(shortNames[attribute] ?? attribute), text))
  })
  return der.sequence(...relativeNames)
}
