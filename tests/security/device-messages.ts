import type { PlistDict } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'

/** One thing that a Mac can say, and where it says it. */
export type DeviceMessage = {
  name: string
  path: '/mdm/checkin' | '/mdm/command'
  type: string
  message(mac: SimulatedMac): PlistDict
}

export const mediaTypes = {
  '/mdm/checkin': 'application/x-apple-aspen-mdm-checkin',
  '/mdm/command': 'application/x-apple-aspen-mdm',
} as const

const checkIn = (type: string, fields: PlistDict = {}, name = type): DeviceMessage => ({
  name,
  path: '/mdm/checkin',
  type: mediaTypes['/mdm/checkin'],
  message: (mac) => ({ MessageType: type, ...mac.identifiers(), ...fields }),
})

const result = (status: string, fields: () => PlistDict = () => ({}), name = status): DeviceMessage => ({
  name,
  path: '/mdm/command',
  type: mediaTypes['/mdm/command'],
  message: (mac) => ({ Status: status, ...mac.identifiers(), ...fields() }),
})

const Topic = 'com.apple.mgmt.External.x'
const user = { UserID: '6E5E0E7A-0000-4000-8000-000000000001', UserShortName: 'x', UserLongName: 'x' }
const push = { Topic, Token: Buffer.alloc(32), PushMagic: 'magic' }

/** Every message on every device route that asks for an identity. */
export function deviceMessages(sentCommand: () => string): DeviceMessage[] {
  const answered = () => ({ CommandUUID: sentCommand() })
  return [
    checkIn('Authenticate', { Topic, DeviceName: 'x', Model: 'x', ModelName: 'x' }),
    checkIn('TokenUpdate', push),
    checkIn('TokenUpdate', { ...push, ...user }, 'TokenUpdate of a user'),
    checkIn('CheckOut', { Topic }),
    checkIn('UserAuthenticate', user),
    checkIn('SetBootstrapToken', { BootstrapToken: Buffer.from('mine now') }),
    checkIn('SetBootstrapToken', {}, 'SetBootstrapToken to forget it'),
    checkIn('GetBootstrapToken'),
    checkIn('GetToken', { TokenServiceType: 'com.apple.maid' }),
    checkIn('DeclarativeManagement', { Endpoint: 'tokens' }, 'DeclarativeManagement tokens'),
    checkIn('DeclarativeManagement', { Endpoint: 'declaration-items' }, 'DeclarativeManagement items'),
    checkIn('DeclarativeManagement', { Endpoint: 'declaration/configuration/x' }, 'one declaration'),
    checkIn(
      'DeclarativeManagement',
      { Endpoint: 'status', Data: Buffer.from('{"StatusItems":{},"Errors":[]}') },
      'a status report',
    ),
    result('Idle'),
    result('Idle', () => user, 'Idle of a user'),
    result('Acknowledged', () => ({ ...answered(), ProfileList: [] })),
    result('Error', answered),
    result('CommandFormatError', answered),
    result('NotNow', answered),
  ]
}
