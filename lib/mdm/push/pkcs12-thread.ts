import { parentPort, workerData } from 'node:worker_threads'
import forge from 'node-forge'

const deriveKey = forge.pkcs5.pbkdf2

/** PBKDF2 wants the password in UTF-8, and forge takes the characters as they are. */
function writePasswordsAs(encode: (password: string) => string): void {
  const pbkdf2 = (password: string, ...rest: [string, number, number, forge.md.MessageDigest]) =>
    deriveKey(encode(password), ...rest)
  Object.assign(forge.pkcs5, { pbkdf2 })
}

/**
 * Opens one PKCS#12 file in a thread of its own, where a hostile one that asks for a billion rounds can be stopped.
 * Answers the certificates and keys in PEM, or 'password' when the password is not that of the file.
 * Source: RFC 7292 sections 4 and 5
 */
function openFile(bytes: Uint8Array, password: string): { certificates: string[]; keys: string[] } {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')))
  const p12 = forge.pkcs12.pkcs12FromAsn1(asn1, false, password)
  const certificates: string[] = []
  const keys: string[] = []
  for (const bag of p12.safeContents.flatMap(({ safeBags }) => safeBags)) {
    if (bag.cert) certificates.push(forge.pki.certificateToPem(bag.cert))
    if (bag.key) keys.push(forge.pki.privateKeyToPem(bag.key))
  }
  return { certificates, keys }
}

function answer(): unknown {
  const { bytes, password } = workerData as { bytes: Uint8Array; password: string }
  let isPassword = false
  for (const encode of [forge.util.encodeUtf8, (words: string) => words]) {
    writePasswordsAs(encode)
    try {
      return openFile(bytes, password)
    } catch (error) {
      isPassword = error instanceof Error && /password/i.test(error.message)
    }
  }
  return { failure: isPassword ? 'password' : 'unreadable' }
}

parentPort?.postMessage(answer())
