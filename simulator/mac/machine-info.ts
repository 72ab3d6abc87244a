import { generateRsaKey } from '../pki/rsa-key.ts'
import { type Signer, signData } from '../pki/sign-data.ts'
import { makeTemporaryCertificate } from './identity.ts'
import type { Machine } from './machine.ts'
import { encodePlist, type PlistDict } from './plist.ts'

/** The identity that a Mac has from the factory. Apple's authority signs a real one; this one is its own. */
export async function makeBuiltInIdentity({ state, now }: Machine): Promise<Signer> {
  const key = await generateRsaKey()
  const certificate = makeTemporaryCertificate(key, state.hardware.provisioningUdid, now())
  return { privateKey: key.privateKey, certificate }
}

/** What a Mac says of itself before it is enrolled (other/machineinfo); in user enrolment not which Mac it is. */
export function signMachineInfo(
  { state: { hardware }, now }: Machine,
  signer: Signer,
  version: 'mdm-byod' | 'mdm-adde',
): Buffer {
  const info: PlistDict = {
    LANGUAGE: 'en',
    PRODUCT: hardware.model,
    VERSION: hardware.buildVersion,
    OS_VERSION: hardware.osVersion,
    ...(version === 'mdm-adde' && { UDID: hardware.udid, SERIAL: hardware.serialNumber }),
  }
  return signData(encodePlist(info), signer, { signingTime: now() })
}
