import { createCipheriv, createDecipheriv, createHash, randomBytes, sign } from 'node:crypto'
import forge from 'node-forge'

// A SCEP client that shares no code with ours: node-forge writes and reads the structures.
const { asn1, pki } = forge
const { Class, Type } = asn1
type Node = forge.asn1.Asn1

const toBinary = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const toBytes = (binary: string) => new Uint8Array(Buffer.from(binary, 'latin1'))
const encode = (node: Node) => toBytes(asn1.toDer(node).getBytes())
const decode = (bytes: Uint8Array) => asn1.fromDer(toBinary(bytes))
const seq = (...items: Node[]) => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, items)
const set = (...items: Node[]) => asn1.create(Class.UNIVERSAL, Type.SET, true, items)
const context = (number: number, ...items: Node[]) => asn1.create(Class.CONTEXT_SPECIFIC, number, true, items)
const primitive = (type: number, value: string) => asn1.create(Class.UNIVERSAL, type, false, value)
const oid = (dotted: string) => primitive(Type.OID, asn1.oidToDer(dotted).getBytes())
const int = (value: number) => primitive(Type.INTEGER, asn1.integerToDer(value).getBytes())
const octets = (bytes: Uint8Array) => primitive(Type.OCTETSTRING, toBinary(bytes))
const printable = (text: string) => primitive(Type.PRINTABLESTRING, text)
const algorithm = (dotted: string) => seq(oid(dotted), primitive(Type.NULL, ''))

const SCEP = '2.16.840.1.113733.1.9'
const digests = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
}
const RSA = '1.2.840.113549.1.1.1'
const DATA = '1.2.840.113549.1.7.1'
const ciphers = {
  'aes-128-cbc': { oid: '2.16.840.1.101.3.4.1.2', key: 16, iv: 16 },
  'aes-256-cbc': { oid: '2.16.840.1.101.3.4.1.42', key: 32, iv: 16 },
  'des-ede3-cbc': { oid: '1.2.840.113549.3.7', key: 24, iv: 8 },
  'des-cbc': { oid: '1.3.14.3.2.7', key: 8, iv: 8 },
  'camellia-128-cbc': { oid: '1.2.392.200011.61.1.1.1.2', key: 16, iv: 16 },
}

export type Signer = { certificateDer: Uint8Array; privateKeyPem: string }

export function makeKeys(bits = 2048) {
  const keys = pki.rsa.generateKeyPair({ bits })
  return { ...keys, privateKeyPem: pki.privateKeyToPem(keys.privateKey) }
}

export function makeSelfSigned(keys: ReturnType<typeof makeKeys>, commonName: string): Signer {
  const certificate = pki.createCertificate()
  certificate.publicKey = keys.publicKey
  certificate.serialNumber = '0badcafe'
  certificate.setSubject([{ name: 'commonName', value: commonName }])
  certificate.setIssuer([{ name: 'commonName', value: commonName }])
  certificate.sign(keys.privateKey, forge.md.sha256.create())
  return { certificateDer: encode(pki.certificateToAsn1(certificate)), privateKeyPem: keys.privateKeyPem }
}

export function makeCsr(
  keys: ReturnType<typeof makeKeys>,
  commonName: string,
  challenge?: string,
  extensions: object[] = [],
): Uint8Array {
  const csr = pki.createCertificationRequest()
  csr.publicKey = keys.publicKey
  csr.setSubject([{ name: 'commonName', value: commonName }])
  csr.setAttributes([
    ...(challenge === undefined ? [] : [{ name: 'challengePassword', value: challenge }]),
    ...(extensions.length === 0 ? [] : [{ name: 'extensionRequest', extensions }]),
  ])
  csr.sign(keys.privateKey, forge.md.sha256.create())
  return encode(pki.certificationRequestToAsn1(csr))
}

function issuerAndSerial(certificateDer: Uint8Array): Node {
  const certificate = pki.certificateFromAsn1(decode(certificateDer))
  const name = (pki as unknown as { distinguishedNameToAsn1(name: object): Node }).distinguishedNameToAsn1(
    certificate.issuer,
  )
  return seq(name, primitive(Type.INTEGER, forge.util.hexToBytes(certificate.serialNumber)))
}

/** OpenSSL has retired single DES; forge has not. */
function encryptWith(name: string, key: Buffer, iv: Buffer, content: Uint8Array): Uint8Array {
  if (name !== 'des-cbc') {
    const encryptor = createCipheriv(name, key, iv)
    return Buffer.concat([encryptor.update(content), encryptor.final()])
  }
  const encryptor = forge.cipher.createCipher('DES-CBC', toBinary(key))
  encryptor.start({ iv: toBinary(iv) })
  encryptor.update(forge.util.createBuffer(toBinary(content)))
  encryptor.finish()
  return toBytes(encryptor.output.getBytes())
}

export function envelop(
  content: Uint8Array,
  recipientDer: Uint8Array,
  cipherName: keyof typeof ciphers = 'aes-128-cbc',
): Uint8Array {
  const cipher = ciphers[cipherName]
  const key = randomBytes(cipher.key)
  const iv = randomBytes(cipher.iv)
  const encrypted = encryptWith(cipherName, key, iv, content)
  const recipient = pki.certificateFromAsn1(decode(recipientDer)).publicKey as forge.pki.rsa.PublicKey
  const encryptedKey = recipient.encrypt(toBinary(key), 'RSAES-PKCS1-V1_5')
  const info = seq(
    int(0),
    issuerAndSerial(recipientDer),
    algorithm(RSA),
    primitive(Type.OCTETSTRING, encryptedKey),
  )
  const encryptedContent = asn1.create(Class.CONTEXT_SPECIFIC, 0, false, toBinary(encrypted))
  const body = seq(int(0), set(info), seq(oid(DATA), seq(oid(cipher.oid), octets(iv)), encryptedContent))
  return encode(seq(oid('1.2.840.113549.1.7.3'), context(0, body)))
}

export type MessageOptions = {
  signer: Signer
  content: Uint8Array | null
  messageType?: string
  transactionId?: string
  senderNonce?: Uint8Array
  digest?: keyof typeof digests
}

export function signMessage(options: MessageOptions): Uint8Array {
  const {
    signer,
    content,
    messageType = '19',
    transactionId = 'T-1',
    digest: digestName = 'sha256',
  } = options
  const attribute = (type: string, value: Node) => seq(oid(type), set(value))
  const digest = createHash(digestName)
    .update(content ?? '')
    .digest()
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid(DATA)),
    attribute('1.2.840.113549.1.9.4', octets(digest)),
    attribute(`${SCEP}.2`, printable(messageType)),
    attribute(`${SCEP}.5`, octets(options.senderNonce ?? new Uint8Array(16).fill(7))),
    attribute(`${SCEP}.7`, printable(transactionId)),
  ].toSorted((a, b) => Buffer.compare(encode(a), encode(b)))
  const signature = sign(digestName, encode(set(...attributes)), signer.privateKeyPem)
  const info = seq(
    int(1),
    issuerAndSerial(signer.certificateDer),
    algorithm(digests[digestName]),
    context(0, ...attributes),
    algorithm(RSA),
    octets(signature),
  )
  const encapsulated = content === null ? seq(oid(DATA)) : seq(oid(DATA), context(0, octets(content)))
  const certificates = context(0, decode(signer.certificateDer))
  const body = seq(int(1), set(algorithm(digests[digestName])), encapsulated, certificates, set(info))
  return encode(seq(oid('1.2.840.113549.1.7.2'), context(0, body)))
}

const child = (node: Node | undefined, ...path: number[]): Node | undefined =>
  path.reduce<Node | undefined>((at, index) => (at?.value as Node[] | undefined)?.[index], node)

export type Reply = { attributes: Map<string, string>; content: Uint8Array | null; verified: boolean }

export function readReply(der: Uint8Array, caCertificateDer: Uint8Array): Reply {
  const signedData = child(decode(der), 1, 0)
  const contentNode = child(signedData, 2, 1, 0)
  const signerInfo = child(signedData, -1 + ((signedData?.value as Node[] | undefined)?.length ?? 0), 0)
  const attributes = new Map<string, string>()
  const attributeNodes = (child(signerInfo, 3)?.value ?? []) as Node[]
  for (const node of attributeNodes) {
    attributes.set(asn1.derToOid(String(child(node, 0)?.value)), String(child(node, 1, 0)?.value))
  }
  const digest = forge.md.sha256.create().update(asn1.toDer(set(...attributeNodes)).getBytes())
  const ca = pki.certificateFromAsn1(decode(caCertificateDer)).publicKey as forge.pki.rsa.PublicKey
  const content = contentNode === undefined ? null : toBytes(String(contentNode.value))
  const expected = createHash('sha256')
    .update(content ?? '')
    .digest('binary')
  return {
    attributes,
    content,
    verified:
      ca.verify(digest.digest().getBytes(), String(child(signerInfo, 5)?.value)) &&
      attributes.get('1.2.840.113549.1.9.4') === expected,
  }
}

export const scepAttribute = (reply: Reply, number: number) => reply.attributes.get(`${SCEP}.${number}`)

export function cipherOf(content: Uint8Array): string | undefined {
  const named = asn1.derToOid(String(child(decode(content), 1, 0, 2, 1, 0)?.value))
  return Object.entries(ciphers).find(([, { oid: dotted }]) => dotted === named)?.[0]
}

export function openReply(content: Uint8Array, privateKey: forge.pki.rsa.PrivateKey): string[] {
  const enveloped = child(decode(content), 1, 0)
  const key = privateKey.decrypt(String(child(enveloped, 1, 0, 3)?.value), 'RSAES-PKCS1-V1_5')
  const iv = toBytes(String(child(enveloped, 2, 1, 1)?.value))
  const decipher = createDecipheriv(cipherOf(content) ?? '', toBytes(key), iv)
  const encrypted = toBytes(String(child(enveloped, 2, 2)?.value))
  const degenerate = decode(Buffer.concat([decipher.update(encrypted), decipher.final()]))
  const certificates = (child(degenerate, 1, 0, 3)?.value ?? []) as Node[]
  return certificates.map((node) => pki.certificateToPem(pki.certificateFromAsn1(node)))
}
