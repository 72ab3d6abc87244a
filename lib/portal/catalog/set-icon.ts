import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { CatalogError } from './catalog-error.ts'
import { findAppToChange } from './find-app-to-change.ts'

const maxBytes = 1024 * 1024
const maxPixels = 2048
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Gives an app its icon: a PNG of at most 1 MB. A drawing (SVG) can carry scripts, so only Zelf's own come in.
 * Throws CatalogError app_not_found, icon_too_large, icon_not_png.
 */
export async function setIcon(actor: Actor, input: { appId: string; icon: Uint8Array }): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (input.icon.length > maxBytes) throw new CatalogError('icon_too_large')
  const iconType = typeOf(actor, input.icon)
  await inTransaction(async (tx) => {
    const app = await findAppToChange(tx, input.appId)
    const icon = new Uint8Array(input.icon)
    await tx.catalogApp.update({ where: { id: app.id }, data: { icon, iconType } })
    await recordAudit(tx, actor, {
      action: 'app.icon_changed',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { sizeBytes: icon.length },
    })
  })
}

function typeOf(actor: Actor, icon: Uint8Array): string {
  const bytes = Buffer.from(icon)
  if (actor.kind === 'system' && bytes.subarray(0, 4).toString() === '<svg') return 'image/svg+xml'
  const isPng = bytes.subarray(0, 8).equals(pngSignature) && bytes.subarray(12, 16).toString() === 'IHDR'
  if (!isPng || bytes.length < 33) throw new CatalogError('icon_not_png')
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (Math.min(width, height) === 0) throw new CatalogError('icon_not_png')
  if (Math.max(width, height) > maxPixels) throw new CatalogError('icon_too_large')
  return 'image/png'
}
