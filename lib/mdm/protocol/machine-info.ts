import { decodePlist } from './decode-plist.ts'
import { MalformedMessageError } from './errors.ts'
import { isPlistDict } from './plist.ts'
import { readOptionalLabel, readOptionalToken } from './read-key.ts'

/**
 * What a Mac says of itself when it asks for an enrollment profile. UDID and SERIAL are left behind here: a user
 * enrollment may not learn them, and in the others Authenticate tells them under a signature of ours.
 * Source: other/machineinfo.yaml
 */
export type MachineInfo = {
  product: string
  buildVersion: string
  osVersion: string | null
  language: string | null
}

/**
 * Reads the content of the signed message.
 *
 * throws   MalformedPlistError, MalformedMessageError.
 * spec     other/machineinfo.yaml
 */
export function decodeMachineInfo(bytes: Uint8Array): MachineInfo {
  const dict = decodePlist(bytes)
  if (!isPlistDict(dict)) throw new MalformedMessageError('machine information is a dictionary')
  const product = readOptionalToken(dict, 'PRODUCT', 64)
  const buildVersion = readOptionalToken(dict, 'VERSION', 32)
  if (product === undefined || buildVersion === undefined) {
    throw new MalformedMessageError('PRODUCT and VERSION are required')
  }
  return {
    product,
    buildVersion,
    osVersion: readOptionalToken(dict, 'OS_VERSION', 32) ?? null,
    language: readOptionalLabel(dict, 'LANGUAGE') ?? null,
  }
}

/**
 * Tells a Mac from Apple's other devices by its model identifier.
 * Source: other/machineinfo.yaml (PRODUCT)
 */
export function isMacProduct(product: string): boolean {
  return /^(iMac|Mac|VirtualMac)/.test(product)
}

/** Builds of macOS 14 begin with 23, and so on; since macOS 26 the names follow the years. */
const firstBuildWithAccounts = 23
const firstVersionWithAccounts = 14

/**
 * Tells whether a Mac's macOS knows account-driven enrollment, by its version or, where it leaves that out, its build.
 * Source: other/machineinfo.yaml (OS_VERSION, VERSION); mdm/profiles/com.apple.mdm.yaml (EnrollmentMode, macOS 14.0)
 */
export function knowsAccountEnrollment({ osVersion, buildVersion }: MachineInfo): boolean {
  const [text, first] =
    osVersion === null ? [buildVersion, firstBuildWithAccounts] : [osVersion, firstVersionWithAccounts]
  const major = Number.parseInt(text, 10)
  return Number.isFinite(major) && major >= first
}
