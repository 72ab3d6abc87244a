import { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import { explainError } from '#lib/mdm/protocol/explain-error.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { limitLinks, revokeLinks } from './download-links.ts'
import type { InstallCause } from './install-cause.ts'
import { moveInstall } from './move-install.ts'

const chainItem = z.looseObject({
  ErrorCode: z.number().optional().catch(undefined),
  ErrorDomain: z.string().optional().catch(undefined),
  LocalizedDescription: z.string().optional().catch(undefined),
  USEnglishDescription: z.string().optional().catch(undefined),
})
const data = z.object({
  commandUuid: z.string(),
  requestType: z.string().nullish().catch(null),
  status: z.string(),
  errorChain: z.array(chainItem).nullish().catch(null),
})
type ChainItem = z.output<typeof chainItem>
type Answer = z.output<typeof data>

/** A Mac answered an install's command. An answer to an earlier try's command finds no install and changes nothing. */
export async function onCommandAnswered(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const answer = data.parse(event.data)
  if (answer.requestType === 'RestartDevice' && answer.status === 'Acknowledged') {
    return startAfterRestart(tx, event)
  }
  const install = await tx.install.findFirst({
    where: { commandId: answer.commandUuid },
    select: { id: true },
  })
  if (!install) return
  const actor = systemActor('mdm')
  const { commandUuid, status } = answer
  const cause: InstallCause = { kind: 'command', commandUuid, status }
  if (status === 'Acknowledged') {
    await limitLinks(tx, install.id, new Date())
    await moveInstall(tx, actor, install.id, { to: 'sent', cause })
  } else if (status === 'NotNow') {
    await moveInstall(tx, actor, install.id, { to: 'mac_busy', cause })
  } else if (status === 'Error' || status === 'CommandFormatError') {
    await refuse(tx, install.id, cause, answer)
  } else if (status === 'Expired') {
    await moveInstall(tx, actor, install.id, { to: 'failed', cause, failureCode: 'mac_offline' })
  }
  // Cancelled: the Mac enrolled anew or left, or we took the command back; those paths move the install themselves.
}

/**
 * A Mac took the restart that IT asked for. With somebody at it, it asks them first, so that this says only that it was
 * asked; ten minutes later a download is not cut off any more.
 */
async function startAfterRestart(
  tx: Transaction,
  { enrollmentId, createdAt }: MdmEventRecord,
): Promise<void> {
  const deadlineAt = new Date(createdAt.getTime() + 10 * 60 * 1000)
  await tx.install.updateMany({
    where: { device: { enrollmentId }, state: 'waiting_for_person', startAtRestart: true },
    data: { deadlineAt },
  })
}

async function refuse(tx: Transaction, installId: string, cause: InstallCause, answer: Answer) {
  const chain = answer.errorChain ?? []
  const { reason } = explainError(answer.requestType ?? null, chain)
  const errors = chain.slice(0, 5).map(describeError)
  const moved = await moveInstall(tx, systemActor('mdm'), installId, {
    to: 'failed',
    cause: cause.kind === 'command' ? { ...cause, errors } : cause,
    failureCode: 'command_refused',
    failureDetail: { errors, reason },
  })
  if (moved) await revokeLinks(tx, installId)
}

function describeError(item: ChainItem): string {
  const text = item.USEnglishDescription ?? item.LocalizedDescription ?? ''
  return `${item.ErrorDomain ?? '?'} ${item.ErrorCode ?? '?'}: ${text}`.slice(0, 500)
}
