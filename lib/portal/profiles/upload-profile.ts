import { createHash } from 'node:crypto'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { readConfigurationProfile } from '#lib/mdm/protocol/configuration-profile.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { ProfileError } from './profile-error.ts'
import { maxProfileBytes } from './schema.ts'

/** Payloads that join a Mac to a server or take the place of ours: never through an upload. */
const refusedTypes = new Set(['com.apple.mdm', 'Profile Service', 'com.apple.security.scep.mdm'])

function read(content: Uint8Array) {
  if (content.length === 0) throw new ProfileError('profile_empty')
  if (content.length > maxProfileBytes) throw new ProfileError('profile_too_large')
  try {
    return readConfigurationProfile(content)
  } catch (cause) {
    throw new ProfileError('profile_unreadable', { cause })
  }
}

/**
 * Files an uploaded .mobileconfig, or replaces the one with the same identifier: Macs that have it get the new one.
 * throws   ProfileError with profile_empty, profile_too_large, profile_unreadable, profile_without_payloads,
 *          profile_manages or profile_unchanged.
 */
export async function uploadProfile(
  actor: Actor,
  content: Uint8Array,
): Promise<{ id: string; replaced: boolean }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const profile = read(content)
  const payloadTypes = [...new Set(profile.payloads.map((payload) => payload.type))]
  if (payloadTypes.length === 0) throw new ProfileError('profile_without_payloads')
  if (payloadTypes.some((type) => refusedTypes.has(type))) throw new ProfileError('profile_manages')
  const sha256Hex = createHash('sha256').update(content).digest('hex')
  const name = (profile.displayName || profile.identifier).slice(0, 200)
  return inTransaction(async (tx) => {
    const known = await tx.configurationProfile.findUnique({ where: { identifier: profile.identifier } })
    if (known?.sha256Hex === sha256Hex) throw new ProfileError('profile_unchanged')
    const data = { name, payloadTypes, content: new Uint8Array(content), sha256Hex }
    const saved = await tx.configurationProfile.upsert({
      where: { identifier: profile.identifier },
      create: { ...data, identifier: profile.identifier },
      update: data,
    })
    await recordAudit(tx, actor, {
      action: known ? 'profile.replaced' : 'profile.uploaded',
      subject: { kind: 'profile', id: saved.id, label: saved.name },
      detail: { identifier: saved.identifier, sha256Hex, payloadTypes },
    })
    return { id: saved.id, replaced: known !== null }
  })
}
