import { der } from './der.ts'
import { oids } from './oids.ts'

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  der.sequence(der.oid(id), ...(critical ? [der.boolean(true)] : []), der.octets(value))

/** Key usage is a bit string that counts from the left: digitalSignature 0, keyEncipherment 2, keyCertSign 5. */
const keyUsage = (...positions: number[]): Buffer => {
  const byte = positions.reduce((bits, position) => bits | (0x80 >> position), 0)
  const unused = 7 - Math.max(...positions)
  return extension(oids.keyUsage, true, der.bits(Buffer.from([byte]), unused))
}

/** The certificate extensions that the simulator issues or asks for (RFC 5280 section 4.2). */
export const certificateExtension = {
  authority: (): Buffer => extension(oids.basicConstraints, true, der.sequence(der.boolean(true))),
  keyUsage,
  extendedKeyUsage: (...purposes: string[]): Buffer =>
    extension(oids.extendedKeyUsage, false, der.sequence(...purposes.map(der.oid))),
  subjectAltName: (dnsNames: string[], addresses: Uint8Array[]): Buffer =>
    extension(
      oids.subjectAltName,
      false,
      der.sequence(
        ...dnsNames.map((name) => der.implicit(2, Buffer.from(name))),
        ...addresses.map((address) => der.implicit(7, address)),
      ),
    ),
}
