import { readDer, readSequence } from './der.ts'
import { readBitString, readIntegerHex, readOid } from './der-values.ts'
import { oid } from './oids.ts'

/**
 * Kind and size of a public key.
 * Source: RFC 3279 sections 2.3.1 and 2.3.5
 */
export type KeyStrength = { keyType: 'rsa' | 'ec'; keyBits: number }

/**
 * Tells the strength of a key that we would certify: RSA of 2048 to 8192 bits, P-256 or P-384. It reads the DER
 * itself, because handing a key to OpenSSL costs as much as checking a signature with it.
 *
 * returns  null for any other key.
 * throws   MalformedDerError.
 * spec     RFC 5280 section 4.1.2.7; RFC 5480 section 2.1.1.1
 */
export function readKeyStrength(spkiDer: Uint8Array): KeyStrength | null {
  const [algorithm, bits] = readSequence(readDer(spkiDer))
  const [type, parameters] = readSequence(algorithm)
  switch (readOid(type)) {
    case oid.rsaEncryption: {
      const [modulus] = readSequence(readDer(readBitString(bits)))
      const hex = readIntegerHex(modulus)
      const keyBits = hex.length * 4 - (Math.clz32(Number.parseInt(hex.slice(0, 2), 16)) - 24)
      return keyBits >= 2048 && keyBits <= 8192 ? { keyType: 'rsa', keyBits } : null
    }
    case oid.ecPublicKey: {
      const curve = readOid(parameters)
      if (curve === oid.curveP256) return { keyType: 'ec', keyBits: 256 }
      return curve === oid.curveP384 ? { keyType: 'ec', keyBits: 384 } : null
    }
    default:
      return null
  }
}
