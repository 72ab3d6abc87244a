import type { InstalledProfile } from '../mac-state.ts'
import { decodePlist, type PlistDict } from '../plist.ts'
import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

const headKeys = [
  'PayloadIdentifier',
  'PayloadUUID',
  'PayloadDisplayName',
  'PayloadDescription',
  'PayloadOrganization',
  'PayloadVersion',
]

const pick = (dict: PlistDict, keys: string[]): PlistDict =>
  Object.fromEntries(keys.flatMap((key) => (dict[key] === undefined ? [] : [[key, dict[key]]])))

function describe(profile: InstalledProfile): PlistDict {
  const content = decodePlist(Buffer.from(profile.contentBase64, 'base64'))
  return {
    ...pick(content, headKeys),
    PayloadRemovalDisallowed: plistField.flag(content, 'PayloadRemovalDisallowed'),
    HasRemovalPasscode: false,
    IsEncrypted: false,
    SignerCertificates: profile.signerCertificatesBase64.map((der) => Buffer.from(der, 'base64')),
    PayloadContent: plistField
      .dicts(content, 'PayloadContent')
      .map((payload) => pick(payload, ['PayloadType', ...headKeys])),
  }
}

/** ProfileList; every profile on this Mac came through management. */
export const profileList: CommandHandler = ({ machine }) =>
  answer.acknowledged({ ProfileList: machine.state.profiles.map(describe) })
