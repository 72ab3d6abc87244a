import type { Device, MdmEnrollment, Person } from '#lib/server/generated/client.ts'
import type { ApiDevice } from './resources.ts'

export type DeviceWithOwner = Device & { owner: Pick<Person, 'id' | 'name' | 'email'> }
export type Contact = Pick<MdmEnrollment, 'id' | 'lastSeenAt' | 'supervised'>

const iso = (date: Date | null | undefined) => date?.toISOString() ?? null

/** The moments that `updatedSince` is about; list-devices.ts looks at the same ones. */
export const updateMoments = ['enrolledAt', 'inventoryAt', 'lockedAt', 'leftAt'] as const

function updatedAt(device: Device): Date {
  return new Date(Math.max(...updateMoments.map((name) => device[name]?.getTime() ?? 0)))
}

/** A Mac as the operator API tells of it. */
export function viewDevice(device: DeviceWithOwner, contact: Contact | undefined): ApiDevice {
  const { id, name, email } = device.owner
  return {
    id: device.id,
    name: device.name,
    serialNumber: device.serialNumber,
    model: device.model,
    modelName: device.modelName,
    osVersion: device.osVersion,
    buildVersion: device.buildVersion,
    status: device.status === 'enrolled' ? 'enrolled' : 'left',
    ownership: device.ownership === 'personal' ? 'personal' : 'company',
    owner: { id, name, email },
    enrollment: {
      id: device.enrollmentId,
      type: device.enrollmentType as 'device' | 'user' | 'automated',
      accessRights: device.accessRights,
      supervised: contact?.supervised ?? null,
      enrolledAt: device.enrolledAt.toISOString(),
      leftAt: iso(device.leftAt),
      lastSeenAt: iso(contact?.lastSeenAt),
    },
    security: {
      fileVault: device.fileVault,
      firewall: device.firewall,
      systemIntegrityProtection: device.sip,
      lockedAt: iso(device.lockedAt),
    },
    storage: { capacityGb: device.capacityGb, availableGb: device.availableGb },
    batteryLevel: device.batteryLevel,
    inventoryAt: iso(device.inventoryAt),
    updatedAt: updatedAt(device).toISOString(),
  }
}
