// npx node bench/scep-cost.ts: what one SCEP enrollment costs the server in CPU, without network and database,
// for authorities of several sizes.
import {
  constants,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { authorityKey, createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { issueIdentityCertificate } from '#lib/mdm/pki/issue-certificate.ts'
import { buildScepSuccess, scepRandomLength } from '#lib/mdm/pki/scep.ts'
import { readScepRequest } from '#lib/mdm/pki/scep-request.ts'
import { makeTemporaryCertificate } from '#simulator/mac/identity.ts'
import { makeScepRequest } from '#simulator/mac/scep-message.ts'
import { makeCertificateRequest } from '#simulator/pki/certificate-request.ts'
import { encodeDistinguishedName } from '#simulator/pki/distinguished-name.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'

const batches = 20
const batchSize = 30
const pkcsReq = 19

async function makeMessage(authorityDer: Uint8Array): Promise<Uint8Array> {
  const key = await generateRsaKey()
  const csr = makeCertificateRequest(encodeDistinguishedName([['CN', 'Mac']]), key, 'challenge')
  const signer = { privateKey: key.privateKey, certificate: makeTemporaryCertificate(key, 'Mac') }
  return makeScepRequest(csr, new X509Certificate(authorityDer), signer, pkcsReq).message
}

/** CPU milliseconds of one call; the two kinds take turns, so that a busy machine slows both alike. */
function cpuOf(work: () => unknown): number {
  const start = process.cpuUsage()
  for (let round = 0; round < batchSize; round++) work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / batchSize
}

async function measure(modulusLength: number): Promise<void> {
  const ca = createCertificateAuthority({
    organizationName: 'Bench',
    now: new Date(),
    keyPair: generateKeyPairSync('rsa', { modulusLength }),
  })
  const encryptedKey = publicEncrypt(
    { key: ca.certificatePem, padding: constants.RSA_PKCS1_PADDING },
    randomBytes(16),
  )
  const messages = await Promise.all(Array.from({ length: 8 }, () => makeMessage(ca.certificateDer)))
  const answer = (round: number) => {
    const request = readScepRequest(messages[round % messages.length] ?? new Uint8Array(), [ca])
    if (!request.csr) throw new Error(request.refusal?.reason)
    const { certificateDer } = issueIdentityCertificate({
      ca,
      publicKeySpkiDer: request.csr.publicKeySpkiDer,
      commonName: 'one of many',
      serialNumber: randomBytes(16),
      now: new Date(),
      validForDays: 398,
    })
    return buildScepSuccess({ request, certificateDer, random: randomBytes(scepRandomLength) })
  }
  const bare = () => {
    const padding = constants.RSA_PKCS1_PADDING
    privateDecrypt({ key: authorityKey(ca), padding }, encryptedKey)
    sign('sha256', encryptedKey, authorityKey(ca))
    sign('sha256', encryptedKey, authorityKey(ca))
  }
  const cpuMs = { answer: 0, bare: 0 }
  for (let batch = -1; batch < batches; batch++) {
    const spent = { answer: cpuOf(() => answer(batch + 1)), bare: cpuOf(bare) }
    if (batch < 0) continue
    cpuMs.answer += spent.answer / batches
    cpuMs.bare += spent.bare / batches
  }
  const rate = Math.round(1000 / cpuMs.answer)
  console.log(
    `RSA-${modulusLength}: ${cpuMs.answer.toFixed(2)} ms CPU, ${rate} enrollments/s a core;`,
    `its three private operations alone ${cpuMs.bare.toFixed(2)} ms`,
  )
}

for (const modulusLength of [2048, 3072, 4096]) await measure(modulusLength)
