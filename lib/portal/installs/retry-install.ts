import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { holdMac } from './hold-mac.ts'
import { InstallError } from './install-error.ts'
import type { RetryInstallInput } from './schema.ts'
import { startInstall } from './start-install.ts'
import { isOneOf, onItsWay, parseState, retryable } from './states.ts'

/**
 * "Try again" and "Ask my Mac again": a new command and new links under the approval of then.
 * Only after a `failed` or a Cancel on the Mac; a second click finds the first one's try and leaves it be.
 *
 * throws  InstallError install_not_found, app_retired, cannot_retry, owner_inactive, mac_left, mac_to_leave
 */
export async function retryInstall(
  actor: PersonActor,
  input: RetryInstallInput,
): Promise<{ installId: string }> {
  return inTransaction(async (tx) => {
    const refusal = await holdMac(tx, input.installId)
    await tx.$queryRaw`SELECT id FROM install WHERE id = ${input.installId}::uuid FOR UPDATE`
    const install = await tx.install.findFirst({
      where: { id: input.installId, ...(hasRole(actor, 'helpdesk') ? {} : { personId: actor.id }) },
      include: { app: true, device: true },
    })
    if (!install) throw new InstallError('install_not_found')
    // The approval was given to the person who asked, not to whoever has the Mac now.
    if (install.personId !== install.device.ownerId) throw new InstallError('cannot_retry')
    const state = parseState(install.state)
    const shown = input.attempt ?? install.attempt
    if (isOneOf(state, onItsWay) && shown < install.attempt) return { installId: install.id }
    if (!isOneOf(state, retryable) || shown !== install.attempt) throw new InstallError('cannot_retry')
    if (install.app.status === 'retired') throw new InstallError('app_retired')
    if (refusal) throw new InstallError(refusal)
    await recordAudit(tx, actor, {
      action: 'install.retried',
      subject: { kind: 'install', id: install.id, label: `${install.app.name} · ${install.device.name}` },
      detail: { attempt: install.attempt + 1, failureCode: install.failureCode, deviceId: install.deviceId },
    })
    await startInstall(tx, actor, install.id, { kind: 'person', personId: actor.id, name: actor.name })
    return { installId: install.id }
  })
}
