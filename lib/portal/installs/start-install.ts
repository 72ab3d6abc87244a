import type { Actor } from '#lib/auth/actor.ts'
import { buildInstallEnterpriseApplication } from '#lib/mdm/protocol/commands.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { issueLinks, revokeLinks } from './download-links.ts'
import type { FailureCode } from './failure-code.ts'
import type { InstallCause } from './install-cause.ts'
import { type Move, moveInstall } from './move-install.ts'
import { judgeTarget, parseEnrollmentType } from './policy.ts'
import { deadlineOf } from './states.ts'

/**
 * Sends an install that is allowed: checks the Mac, makes new download links and queues the command, all in the
 * caller's transaction. A Mac that cannot have the app leads to `failed` with the reason, before anything is sent.
 *
 * The app's current package is taken, so that a second try brings the version that is right by then.
 * After a re-enrollment, or for another try, the earlier command is taken back and the attempt counts one up.
 */
export async function startInstall(
  tx: Transaction,
  actor: Actor,
  installId: string,
  cause: InstallCause,
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM install WHERE id = ${installId}::uuid FOR UPDATE`
  const install = await tx.install.findUniqueOrThrow({
    where: { id: installId },
    include: { device: true, package: true, app: { include: { currentPackage: true } } },
  })
  const wanted = install.app.currentPackage ?? install.package
  const denial = judgeTarget(install.device, wanted)
  if (denial) return fail(tx, actor, installId, denial, cause)
  // Even one that the Mac was sent: it would be sent again beside the new one.
  if (install.commandId) await mdmIn(tx).giveUp(install.commandId)
  const now = new Date()
  const attempt = install.attempt + 1
  const waitsUntil = deadlineOf('waiting_for_mac', now) ?? now
  const token = await issueLinks(tx, { installId, packageId: wanted.id, waitsUntil })
  const queued = await queueInstall(tx, {
    enrollmentId: install.device.enrollmentId,
    enrollmentType: parseEnrollmentType(install.device.enrollmentType),
    manifestUrl: new URL(`/mdm/manifest/${token}`, runtime().deviceUrl).href,
    idempotencyKey: `install:${installId}:${attempt}`,
  })
  if ('denial' in queued) return fail(tx, actor, installId, queued.denial, cause)
  await moveInstall(tx, actor, installId, {
    to: 'waiting_for_mac',
    cause,
    set: { commandId: queued.commandId, attempt, packageId: wanted.id, downloadedBytes: 0n },
    now,
  })
}

async function fail(
  tx: Transaction,
  actor: Actor,
  installId: string,
  failureCode: FailureCode,
  asked: InstallCause,
): Promise<void> {
  const move: Move = { to: 'failed', cause: { kind: 'check', failureCode }, failureCode }
  await revokeLinks(tx, installId)
  await moveInstall(tx, actor, installId, { ...move, failureDetail: { asked: asked.kind } })
}

interface InstallCommand {
  enrollmentId: string
  enrollmentType: 'device' | 'user' | 'automated'
  manifestUrl: string
  idempotencyKey: string
}

/** The MDM server has the last word on what this enrollment may be sent. */
async function queueInstall(
  tx: Transaction,
  wish: InstallCommand,
): Promise<{ commandId: string } | { denial: FailureCode }> {
  const body = buildInstallEnterpriseApplication({
    manifest: wish.manifestUrl,
    ...(wish.enrollmentType !== 'user' && { asManaged: { removeWithEnrollment: true } }),
  })
  try {
    const { idempotencyKey } = wish
    const { commandUuid } = await mdmIn(tx).queue(wish.enrollmentId, body, { idempotencyKey })
    return { commandId: commandUuid }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'CommandForbiddenError')) throw error
    return { denial: denialOf('code' in error ? String(error.code) : '') }
  }
}

const tooOld: ReadonlySet<string> = new Set(['os_too_old', 'key_too_new'])

/** Why the MDM server did not take the command, as a reason that a page explains. */
function denialOf(code: string): FailureCode {
  if (code === 'not_enrolled') return 'mac_left'
  return tooOld.has(code) ? 'incompatible_os' : 'unsupported_by_enrolment'
}
