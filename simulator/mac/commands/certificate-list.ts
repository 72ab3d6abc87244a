import { X509Certificate } from 'node:crypto'
import type { PlistDict } from '../plist.ts'
import { answer, type CommandHandler } from './command-handler.ts'

const describe = (pem: string, isIdentity: boolean): PlistDict => {
  const certificate = new X509Certificate(pem)
  const line = certificate.subject.split('\n').find((part) => part.startsWith('CN='))
  return { CommonName: line?.slice(3) ?? '', IsIdentity: isIdentity, Data: certificate.raw }
}

/** CertificateList: the identity and the roots that the enrolment profile brought. */
export const certificateList: CommandHandler = ({ machine }) => {
  const { identity, enrollment } = machine.state
  return answer.acknowledged({
    CertificateList: [
      ...(identity ? [describe(identity.certificatePem, true)] : []),
      ...(enrollment?.anchorsPem ?? []).map((pem) => describe(pem, false)),
    ],
  })
}
