import type { CommandBody } from '../commands.ts'
import { buildCommand } from './build-command.ts'

/**
 * What a Mac is to do with another one in its network that is off or hangs, through lights-out management.
 * Source: mdm/commands/lom.devicerequest.yaml (RequestListItem)
 */
export type LomRequest = {
  deed: 'PowerON' | 'PowerOFF' | 'Reset'
  requestUuid: string
  dnsName: string
  primaryIpv6Addresses: string[]
  secondaryIpv6Addresses: string[]
  protocolVersion: number
}

/**
 * Has a LOM controller act on other Macs.
 *
 * throws   InvalidCommandError without requests.
 * spec     mdm/commands/lom.devicerequest.yaml
 */
export function buildLomDeviceRequest(requests: LomRequest[]): CommandBody {
  return buildCommand('LOMDeviceRequest', {
    RequestList: requests.map((request) => ({
      DeviceRequestType: request.deed,
      DeviceRequestUUID: request.requestUuid,
      DeviceDNSName: request.dnsName,
      PrimaryIPv6AddressList: request.primaryIpv6Addresses,
      SecondaryIPv6AddressList: request.secondaryIpv6Addresses,
      LOMProtocolVersion: request.protocolVersion,
    })),
  })
}
