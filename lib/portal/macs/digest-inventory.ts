import { z } from 'zod'
import { deviceText } from './device-text.ts'

const number = z.number().finite().optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)

const deviceInformation = z.object({
  DeviceName: deviceText,
  OSVersion: deviceText,
  BuildVersion: deviceText,
  Model: deviceText,
  ModelName: deviceText,
  DeviceCapacity: number,
  AvailableDeviceCapacity: number,
  BatteryLevel: number,
})

const securityInfo = z.object({
  FDE_Enabled: flag,
  SystemIntegrityProtectionEnabled: flag,
  FirewallSettings: z.object({ FirewallEnabled: flag }).optional().catch(undefined),
})

/**
 * The columns of `device` that a DeviceInformation or SecurityInfo answer fills; what it lacks stays as it was.
 * data  the answer's own dictionary, as the MDM server files it.
 * A field of the wrong type counts as missing: a Mac's strings are data, never trusted.
 */
export function digestInventory(kind: string, data: unknown): Record<string, string | number | boolean> {
  const columns: Record<string, string | number | boolean | undefined> = {}
  if (kind === 'DeviceInformation') {
    const parsed = deviceInformation.safeParse(data)
    const told = parsed.success ? parsed.data : {}
    columns.name = told.DeviceName || undefined
    columns.osVersion = told.OSVersion
    columns.buildVersion = told.BuildVersion
    columns.model = told.Model
    columns.modelName = told.ModelName
    columns.capacityGb = told.DeviceCapacity
    columns.availableGb = told.AvailableDeviceCapacity
    // Macs without a battery answer -1.
    columns.batteryLevel =
      told.BatteryLevel !== undefined && told.BatteryLevel >= 0 ? told.BatteryLevel : undefined
  }
  if (kind === 'SecurityInfo') {
    const parsed = securityInfo.safeParse(data)
    const told = parsed.success ? parsed.data : {}
    columns.fileVault = told.FDE_Enabled
    columns.sip = told.SystemIntegrityProtectionEnabled
    columns.firewall = told.FirewallSettings?.FirewallEnabled
  }
  const known = Object.entries(columns).filter((entry): entry is [string, string | number | boolean] => {
    return entry[1] !== undefined
  })
  return Object.fromEntries(known)
}
