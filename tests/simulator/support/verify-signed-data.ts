import { createHash, verify, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { bytesOf, fromForge, memberOf, membersOf, toForge } from './forge-bytes.ts'

export type VerifiedMessage = {
  signer: X509Certificate
  content: Buffer | null
  attributes: Map<string, forge.asn1.Asn1>
}

/** Checks a SignedData by another road than the simulator's own: node-forge reads it, node:crypto verifies it. */
export function verifySignedData(message: Uint8Array, detachedContent?: Uint8Array): VerifiedMessage {
  const signedData = memberOf(toForge(message), 1, 0)
  const [, , encapsulated, certificates, signerInfos] = membersOf(signedData)
  const signer = new X509Certificate(fromForge(memberOf(certificates, 0)))
  const explicit = membersOf(encapsulated)[1]
  const content = explicit ? bytesOf(memberOf(explicit, 0)) : null
  const info = memberOf(signerInfos, 0)
  const signedAttributes = memberOf(info, 3)
  const attributes = new Map(
    membersOf(signedAttributes).map((attribute) => {
      return [
        forge.asn1.derToOid(bytesOf(memberOf(attribute, 0)).toString('binary')),
        memberOf(attribute, 1, 0),
      ]
    }),
  )
  const digest = attributes.get('1.2.840.113549.1.9.4')
  const expected = createHash('sha256')
    .update(detachedContent ?? content ?? '')
    .digest()
  if (!digest || !bytesOf(digest).equals(expected)) throw new Error('messageDigest does not fit the content')
  const signedBytes = fromForge(signedAttributes)
  signedBytes[0] = 0x31
  const valid = verify('sha256', signedBytes, signer.publicKey, bytesOf(memberOf(info, 5)))
  if (!valid) throw new Error('the signature is not valid')
  return { signer, content, attributes }
}
