import { X509Certificate } from 'node:crypto'
import type { NameAttributes } from '../pki/distinguished-name.ts'
import type { Hardware } from './hardware.ts'
import { MacError } from './mac-error.ts'
import type { Enrollment } from './mac-state.ts'
import type { PlistDict } from './plist.ts'
import { plistField } from './plist-field.ts'
import type { Profile } from './read-profile.ts'
import { requireSecureUrl } from './require-secure-url.ts'
import type { ScepSettings } from './scep-client.ts'

export type EnrollmentProfile = {
  scep: ScepSettings
  enrollment: Omit<Enrollment, 'origin' | 'enrollmentId' | 'enrollmentUserId' | 'tokens'>
}

const refuse = (message: string): MacError => new MacError('bad-profile', message)

function requireText(dict: PlistDict, key: string): string {
  const value = plistField.text(dict, key)
  if (!value) throw refuse(`The enrolment profile has no ${key}`)
  return value
}

/** macOS fills in these variables before it asks for the certificate. */
const expand = (text: string, hardware: Hardware, deviceName: string): string => {
  const values: Record<string, string> = {
    '%SerialNumber%': hardware.serialNumber,
    '%HardwareUUID%': hardware.udid,
    '%ComputerName%': deviceName,
    '%HostName%': deviceName,
    '%LocalHostName%': deviceName,
    '%MACAddress%': hardware.wifiMac,
  }
  return text.replace(/%[A-Za-z]+%/g, (variable) => values[variable] ?? variable)
}

/** Subject is an array of RDNs, each an array of [attribute, value] pairs. */
function readSubject(scep: PlistDict, fill: (text: string) => string): NameAttributes {
  const names = scep.Subject
  if (!Array.isArray(names)) return []
  const pairs = names.flatMap((name) => (Array.isArray(name) ? name : []))
  return pairs.flatMap((pair) => {
    const [attribute, value] = Array.isArray(pair) ? pair : []
    return typeof attribute === 'string' && typeof value === 'string'
      ? [[attribute, fill(value)] as const]
      : []
  })
}

function readScep(payload: PlistDict, fill: (text: string) => string): ScepSettings {
  const scep = plistField.dict(payload, 'PayloadContent')
  if (!scep) throw refuse('The SCEP payload is empty')
  const subject = readSubject(scep, fill)
  const hasCommonName = subject.some(([attribute]) => attribute === 'CN' || attribute === '2.5.4.3')
  return {
    url: requireText(scep, 'URL'),
    name: plistField.text(scep, 'Name') ?? '',
    subject: hasCommonName ? subject : [...subject, ['CN', requireText(payload, 'PayloadIdentifier')]],
    challenge: plistField.text(scep, 'Challenge'),
    keySizeBits: plistField.number(scep, 'Keysize') ?? 1024,
    caFingerprint: plistField.data(scep, 'CAFingerprint'),
    retries: plistField.number(scep, 'Retries') ?? 3,
    retryDelaySeconds: plistField.number(scep, 'RetryDelay') ?? 10,
  }
}

/** User enrolment must not carry access rights and device enrolment must; the Mac cancels otherwise. */
function readMode(mdm: PlistDict): { mode: 'device' | 'user'; accessRights: number | null } {
  const mode = plistField.text(mdm, 'EnrollmentMode') === 'BYOD' ? 'user' : 'device'
  const accessRights = plistField.number(mdm, 'AccessRights')
  if (mode === 'user' && accessRights !== null)
    throw refuse('A user enrolment must not ask for access rights')
  if (mode === 'device' && !accessRights) throw refuse('The enrolment profile asks for no access rights')
  return { mode, accessRights }
}

/** Where somebody signed in on the Mac, mode and account stand in the profile together. */
function readAccount(mdm: PlistDict): string | null {
  const account = plistField.text(mdm, 'AssignedManagedAppleID')
  if (!plistField.text(mdm, 'EnrollmentMode') === !account) return account ?? null
  throw refuse('EnrollmentMode and AssignedManagedAppleID do not stand together')
}

const anchorTypes = new Set(['com.apple.security.root', 'com.apple.security.pem', 'com.apple.security.pkcs1'])

/** Takes from an enrolment profile what a Mac needs to enrol, or says why it would not. */
export function readEnrollmentProfile(
  profile: Profile,
  hardware: Hardware,
  deviceName: string,
): EnrollmentProfile {
  const mdm = profile.payloads.find((payload) => payload.PayloadType === 'com.apple.mdm')
  if (!mdm) throw refuse('The profile does not enrol: it has no com.apple.mdm payload')
  const identityUuid = requireText(mdm, 'IdentityCertificateUUID')
  const identity = profile.payloads.find((payload) => payload.PayloadUUID === identityUuid)
  if (identity?.PayloadType !== 'com.apple.security.scep') throw refuse('The profile names no SCEP identity')
  const topic = requireText(mdm, 'Topic')
  if (!topic.startsWith('com.apple.mgmt.'))
    throw refuse(`The push topic ${topic} is not one for device management`)
  const serverUrl = requireSecureUrl(requireText(mdm, 'ServerURL'), 'ServerURL').href
  const checkInUrl = plistField.text(mdm, 'CheckInURL')
  const anchors = profile.payloads.filter((payload) => anchorTypes.has(String(payload.PayloadType)))
  return {
    scep: readScep(identity, (text) => expand(text, hardware, deviceName)),
    enrollment: {
      profileIdentifier: profile.identifier,
      serverUrl,
      checkInUrl: checkInUrl ? requireSecureUrl(checkInUrl, 'CheckInURL').href : serverUrl,
      topic,
      signMessage: plistField.flag(mdm, 'SignMessage'),
      checkOutWhenRemoved: plistField.flag(mdm, 'CheckOutWhenRemoved'),
      ...readMode(mdm),
      managedAppleId: readAccount(mdm),
      anchorsPem: anchors.flatMap((payload) => {
        const bytes = plistField.data(payload, 'PayloadContent')
        return bytes ? [new X509Certificate(bytes).toString()] : []
      }),
      bootstrapToken: plistField.texts(mdm, 'ServerCapabilities').includes('com.apple.mdm.bootstraptoken'),
    },
  }
}
