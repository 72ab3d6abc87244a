import { canDo } from '#lib/mdm/protocol/capability.ts'
import {
  buildDeviceInformation,
  buildInstalledApplicationList,
  buildManagedApplicationList,
  buildProfileList,
  buildSecurityInfo,
  type CommandBody,
} from '#lib/mdm/protocol/commands.ts'
import type { MdmOperations } from '#lib/mdm/server.ts'

interface Subject {
  enrollmentId: string
  enrollmentType: string
  accessRights: number
}

function commandsFor(subject: Subject): CommandBody[] {
  const enrollmentType = subject.enrollmentType as 'device' | 'user' | 'automated'
  const may = { enrollmentType, accessRights: subject.accessRights }
  return [
    ...(canDo(may, 'deviceInformation').allowed ? [buildDeviceInformation(enrollmentType)] : []),
    ...(canDo(may, 'securityInformation').allowed ? [buildSecurityInfo()] : []),
    ...(canDo(may, 'managedInventory').allowed ? [buildManagedApplicationList()] : []),
    ...(canDo(may, 'inventory').allowed ? [buildInstalledApplicationList()] : []),
    ...(canDo(may, 'listProfiles').allowed ? [buildProfileList()] : []),
  ]
}

const day = 24 * 60 * 60 * 1000

/**
 * Asks a Mac for everything that its enrollment lets it tell. A question that is not fetched within three days lapses:
 * by then it was asked anew.
 * key      makes asking twice one asking.
 * returns  the commands' UUIDs.
 */
export async function queueInventory(
  operations: MdmOperations,
  subject: Subject,
  key: string,
  priority = 0,
): Promise<string[]> {
  const uuids: string[] = []
  for (const body of commandsFor(subject)) {
    const expiresAt = new Date(Date.now() + 3 * day)
    const options = { idempotencyKey: `${key}:${body.RequestType}`, priority, expiresAt }
    uuids.push((await operations.queue(subject.enrollmentId, body, options)).commandUuid)
  }
  return uuids
}
