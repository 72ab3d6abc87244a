import { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { AppPackage, Install } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { type AppLists, findApp, readAppLists } from './app-lists.ts'
import { revokeLinks } from './download-links.ts'
import { type AppListKind, judgeReport } from './judge-report.ts'
import { moveInstall } from './move-install.ts'
import { parseState } from './states.ts'

const data = z.object({ kind: z.string() })
const listKind = z.enum(['ManagedApplicationList', 'InstalledApplicationList'])

/** What the Mac's lists of apps say may prove, refuse or take back every install on it. */
const concerned = [
  'in_line',
  'waiting_for_person',
  'waiting_for_mac',
  'mac_busy',
  'sent',
  'asked_on_mac',
  'declined_on_mac',
  'downloading',
  'installing',
  'verifying',
  'failed',
  'removed',
  'unmanaged',
  'installed',
]

/** A Mac said which apps it has. Proof makes an install `installed`, also one that had been given up. */
export async function onInventoryUpdated(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const kind = listKind.safeParse(data.parse(event.data).kind).data
  if (!kind) return
  const { enrollmentId } = event
  const installs = await tx.install.findMany({
    where: { device: { enrollmentId }, state: { in: concerned } },
    include: { package: true, device: { select: { ownerId: true } } },
    orderBy: { id: 'asc' },
  })
  if (installs.length === 0) return
  const managed = await mdmIn(tx).inventory(enrollmentId, 'ManagedApplicationList')
  const installed = await mdmIn(tx).inventory(enrollmentId, 'InstalledApplicationList')
  const lists = readAppLists(managed?.data, installed?.data)
  for (const install of installs) await judge(tx, install, lists, kind)
  const line = installs.find(({ state }) => state === 'in_line')
  if (line) await tx.requiredAppCheck.create({ data: { deviceId: line.deviceId } })
}

async function judge(
  tx: Transaction,
  install: Install & { package: AppPackage; device: { ownerId: string } },
  lists: AppLists,
  kind: AppListKind,
) {
  const finding = findApp(lists, install.package)
  const verdict = judgeReport(parseState(install.state), finding, kind)
  if (!verdict) return
  const moved = await moveInstall(tx, systemActor('inventory'), install.id, {
    to: verdict.to,
    cause: {
      kind: 'report',
      list: kind,
      version: finding.version,
      ...(finding.managedStatus !== null && { status: finding.managedStatus }),
    },
    ...(verdict.failureCode && { failureCode: verdict.failureCode }),
    // It may come only after the Mac was handed over.
    ...(verdict.to === 'installed' && { set: { personId: install.device.ownerId } }),
  })
  if (moved && (verdict.to === 'installed' || verdict.to === 'removed')) await settle(tx, install)
}

/** The end is known: nothing more is to be fetched, and a command that still waits has nothing left to do. */
async function settle(tx: Transaction, install: Install): Promise<void> {
  await revokeLinks(tx, install.id)
  if (install.commandId && ['waiting_for_mac', 'mac_busy'].includes(install.state)) {
    await mdmIn(tx).cancel(install.commandId)
  }
}
