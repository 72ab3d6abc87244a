import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import { findWishes } from './find-wishes.ts'
import { InstallError } from './install-error.ts'
import { moveInstall } from './move-install.ts'
import type { CancelInstallInput } from './schema.ts'
import { cancellable, isOneOf, parseState } from './states.ts'

/**
 * Calls an install off, as long as the Mac has not taken it: the request ends, the queued command is taken back and
 * the download links die. Cancelling what is cancelled already changes nothing.
 *
 * throws  InstallError install_not_found; required_app while a group requires it; cannot_cancel when the Mac has it already
 */
export async function cancelInstall(
  actor: PersonActor,
  input: CancelInstallInput,
): Promise<{ installId: string }> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM install WHERE id = ${input.installId}::uuid FOR UPDATE`
    const install = await tx.install.findFirst({
      where: { id: input.installId, ...(hasRole(actor, 'helpdesk') ? {} : { personId: actor.id }) },
      include: { app: true, device: true },
    })
    if (!install) throw new InstallError('install_not_found')
    const state = parseState(install.state)
    if (state === 'cancelled') return { installId: install.id }
    const wishes = await findWishes(tx, [install.deviceId])
    if (wishes.some(({ appId }) => appId === install.appId)) throw new InstallError('required_app')
    if (!isOneOf(state, cancellable)) throw new InstallError('cannot_cancel')
    if (install.commandId) await takeBack(tx, install.commandId)
    await tx.request.updateMany({
      where: { installId: install.id, status: 'waiting' },
      data: { status: 'cancelled', decidedAt: new Date() },
    })
    await revokeLinks(tx, install.id)
    await recordAudit(tx, actor, {
      action: 'install.called_off',
      subject: { kind: 'install', id: install.id, label: `${install.app.name} · ${install.device.name}` },
      detail: { from: state, deviceId: install.deviceId },
    })
    const cause = { kind: 'person' as const, personId: actor.id, name: actor.name }
    await moveInstall(tx, actor, install.id, { to: 'cancelled', cause })
    return { installId: install.id }
  })
}

/** A command that the Mac was sent but has not answered may be carried out: that is too late to cancel. */
async function takeBack(tx: Transaction, commandId: string): Promise<void> {
  if (await mdmIn(tx).cancel(commandId)) return
  const command = await mdmIn(tx).commandState(commandId)
  if (command?.status === 'sent') throw new InstallError('cannot_cancel')
}
