// npx node bench/scep-cost.ts: what one SCEP enrollment costs the server in CPU, without network and database,
// for authorities of several sizes.
import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { issueIdentityCertificate } from '#lib/mdm/pki/issue-certificate.ts'
import { buildScepSuccess, scepRandomLength } from '#lib/mdm/pki/scep.ts'
import { readScepRequest } from '#lib/mdm/pki/scep-request.ts'
import { makeTemporaryCertificate } from '#simulator/mac/identity.ts'
import { makeScepRequest } from '#simulator/mac/scep-message.ts'
import { makeCertificateRequest } from '#simulator/pki/certificate-request.ts'
import { encodeDistinguishedName } from '#simulator/pki/distinguished-name.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'

const rounds = 300
const pkcsReq = 19

async function makeMessage(authorityDer: Uint8Array): Promise<Uint8Array> {
  const key = await generateRsaKey()
  const csr = makeCertificateRequest(encodeDistinguishedName([['CN', 'Mac']]), key, 'challenge')
  const signer = { privateKey: key.privateKey, certificate: makeTemporaryCertificate(key, 'Mac') }
  return makeScepRequest(csr, new X509Certificate(authorityDer), signer, pkcsReq).message
}

async function measure(modulusLength: number): Promise<void> {
  const ca = createCertificateAuthority({
    organizationName: 'Bench',
    now: new Date(),
    keyPair: generateKeyPairSync('rsa', { modulusLength }),
  })
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
  for (let round = 0; round < 50; round++) answer(round)
  const start = process.cpuUsage()
  for (let round = 0; round < rounds; round++) answer(round)
  const { user, system } = process.cpuUsage(start)
  const cpuMs = (user + system) / 1000 / rounds
  console.log(
    `RSA-${modulusLength}: ${cpuMs.toFixed(2)} ms CPU, ${Math.round(1000 / cpuMs)} enrollments/s a core`,
  )
}

for (const modulusLength of [2048, 3072, 4096]) await measure(modulusLength)
