import { randomBytes, randomUUID, type X509Certificate } from 'node:crypto'
import { type Hardware, hardwareFrom } from '../mac/hardware.ts'
import type { RsaKey } from '../pki/rsa-key.ts'

/** One Mac of a swarm: what it needs to be told apart and to sign. */
export type SwarmMac = {
  index: number
  hardware: Hardware
  udid: string
  key: RsaKey
  /** Its identity; null until the authority has issued it. */
  certificate: X509Certificate | null
  /** What it is enrolled for; empty until it has read its profile. */
  topic: string
  token: string
  pushMagic: string
}

/** The same seed and index are the same Mac, whatever key it is given. */
export function makeSwarmMac(index: number, key: RsaKey, seed: string): SwarmMac {
  const hardware = hardwareFrom(`${seed}-${index}`)
  const token = randomBytes(32).toString('hex')
  const pushMagic = randomUUID().toUpperCase()
  return { index, hardware, udid: hardware.udid, key, certificate: null, topic: '', token, pushMagic }
}
