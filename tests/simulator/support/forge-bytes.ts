import forge from 'node-forge'

/** node-forge keeps bytes in strings; these carry them over and back. */
export const toForge = (bytes: Uint8Array): forge.asn1.Asn1 =>
  forge.asn1.fromDer(Buffer.from(bytes).toString('binary'))

export const fromForge = (value: forge.asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary')

/** The members of a constructed value; none for a primitive one. */
export const membersOf = (value: forge.asn1.Asn1 | undefined): forge.asn1.Asn1[] =>
  Array.isArray(value?.value) ? value.value : []

export const memberOf = (value: forge.asn1.Asn1 | undefined, ...path: number[]): forge.asn1.Asn1 => {
  let at = value
  for (const index of path) at = membersOf(at)[index]
  if (!at) throw new Error(`No member at ${path.join('.')}`)
  return at
}

export const bytesOf = (value: forge.asn1.Asn1): Buffer =>
  Buffer.from(typeof value.value === 'string' ? value.value : '', 'binary')
