import { encryptProfile } from '../pki/encrypt-profile.ts'
import { signProfile } from '../pki/sign-cms.ts'
import { envelopeRandomLength } from '../pki/write-enveloped-data.ts'
import { retrieveIdentity } from '../store/certificates.ts'
import { retrieveEnrollment } from '../store/enrollments.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { CommandForbiddenError } from './refusals.ts'

/**
 * Encrypts a profile to the identity of one Mac and signs it, for InstallProfile. Make it when the command is queued:
 * after a renewal the Mac has another key.
 *
 * enrollmentId  of the device or of a user on it
 * throws   CommandForbiddenError not_enrolled; MalformedProfileError; MdmError weak_key.
 * spec     Apple, "Configuring multiple devices using profiles"; mdm/commands/profile.install.yaml (Payload)
 */
export async function encryptProfileFor(
  context: MdmContext,
  sql: Sql,
  enrollmentId: string,
  profile: Uint8Array,
): Promise<Uint8Array> {
  const enrollment = await retrieveEnrollment(sql, enrollmentId)
  const identity = enrollment && (await retrieveIdentity(sql, enrollment.deviceId))
  if (!identity) throw new CommandForbiddenError('not_enrolled', 'the device is not enrolled')
  const encrypted = encryptProfile(profile, identity, context.randomBytes(envelopeRandomLength))
  return signProfile(encrypted, await context.authority())
}
