import { type KeyObject, sign } from 'node:crypto'
import { prepareSignedData } from '../pki/sign-data.ts'
import { SwarmHttpError } from './reply-reader.ts'
import type { SwarmMac } from './swarm-mac.ts'

function signElsewhere(bytes: Buffer, key: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', bytes, key, (error, signature) => (error ? reject(error) : resolve(signature)))
  })
}

/** The Mdm-Signature header of a body; the RSA work is done by other threads. */
export async function signMessage(mac: SwarmMac, body: Buffer): Promise<string> {
  if (!mac.certificate) throw new SwarmHttpError(`Mac ${mac.index} has no identity yet`)
  const { toSign, finish } = prepareSignedData(body, mac.certificate, { detached: true })
  return finish(await signElsewhere(toSign, mac.key.privateKey)).toString('base64')
}
