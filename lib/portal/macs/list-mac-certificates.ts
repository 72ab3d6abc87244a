import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { deviceText } from './device-text.ts'
import { getMac } from './queries.ts'
import { readInventory } from './read-inventory.ts'

const reportedCertificate = z.object({
  CommonName: deviceText,
  IsIdentity: z.boolean().optional().catch(undefined),
  Data: z.base64().max(100_000).optional().catch(undefined),
})
const reported = z.array(reportedCertificate.catch({}))

export interface MacCertificate {
  name: string
  /** The Mac has its private key too. */
  isIdentity: boolean
  /** Null when it cannot be read. */
  validTo: Date | null
  fingerprint: string | null
}

function readCertificate(base64: string | undefined): X509Certificate | null {
  try {
    return base64 ? new X509Certificate(Buffer.from(base64, 'base64')) : null
  } catch (error) {
    // A Mac's word: what is no certificate is shown by its name alone.
    if (error instanceof Error) return null
    throw error
  }
}

/** The certificates that the company put on a Mac, those that end first first. Same rule as getMac. */
export async function listMacCertificates(actor: Actor, deviceId: string): Promise<MacCertificate[]> {
  const mac = await getMac(actor, deviceId)
  if (!mac) return []
  const told = await readInventory(actor, mac, 'CertificateList')
  const latest = (one: MacCertificate) => one.validTo?.getTime() ?? Number.POSITIVE_INFINITY
  return (reported.safeParse(told).data ?? [])
    .map(({ CommonName, IsIdentity, Data }) => {
      const certificate = readCertificate(Data)
      return {
        name: CommonName ?? '',
        isIdentity: IsIdentity ?? false,
        validTo: certificate?.validToDate ?? null,
        fingerprint: certificate?.fingerprint256 ?? null,
      }
    })
    .filter(({ name, fingerprint }) => name !== '' || fingerprint !== null)
    .sort((a, b) => latest(a) - latest(b) || a.name.localeCompare(b.name))
}
