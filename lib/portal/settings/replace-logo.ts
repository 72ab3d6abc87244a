import { createHash } from 'node:crypto'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { LogoError } from './logo-error.ts'
import { logoType } from './logo-type.ts'
import { maxLogoBytes } from './schema.ts'
import { logoKey } from './setting-keys.ts'

/** Takes a PNG or JPEG of at most 512 KB as the logo, or null to have none. Throws LogoError. */
export async function replaceLogo(actor: Actor, bytes: Uint8Array | null): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const subject = { kind: 'settings', id: logoKey, label: 'Logo' }
  if (bytes === null) {
    await inTransaction(async (tx) => {
      const { count } = await tx.setting.deleteMany({ where: { key: logoKey } })
      if (count > 0) await recordAudit(tx, actor, { action: 'settings.logo_removed', subject })
    })
    return
  }
  if (bytes.length > maxLogoBytes) throw new LogoError('logo_too_large')
  const type = logoType(bytes)
  if (!type) throw new LogoError('logo_type')
  const sha256Hex = createHash('sha256').update(bytes).digest('hex')
  const value = { type, base64: Buffer.from(bytes).toString('base64'), sha256Hex }
  await inTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key: logoKey }, create: { key: logoKey, value }, update: { value } })
    await recordAudit(tx, actor, {
      action: 'settings.logo_replaced',
      subject,
      detail: { type, sizeBytes: bytes.length, sha256Hex },
    })
  })
}
