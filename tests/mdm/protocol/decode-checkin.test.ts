import { describe, expect, it } from 'vitest'
import { decodeCheckIn } from '#lib/mdm/protocol/decode-checkin.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { parseEnrollmentId } from '#lib/mdm/protocol/enrollment-id.ts'
import { MalformedMessageError, UnknownMessageTypeError } from '#lib/mdm/protocol/errors.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'

const decode = (dict: PlistDict) => decodeCheckIn(new TextEncoder().encode(encodePlist(dict)))
const refuses = (dict: PlistDict) => expect(() => decode(dict)).toThrow(MalformedMessageError)

const UDID = '5B2C0F4E-1111-5222-8333-444455556666'
const topic = { Topic: 'com.apple.mgmt.External.0000' }
const authenticate: PlistDict = {
  MessageType: 'Authenticate',
  ...topic,
  UDID,
  DeviceName: 'Anna’s MacBook',
  Model: 'Mac15,3',
  ModelName: 'MacBook Pro',
  OSVersion: '26.1',
  SerialNumber: 'C02XX0XXXX',
}
const tokenUpdate: PlistDict = {
  MessageType: 'TokenUpdate',
  ...topic,
  UDID,
  Token: Uint8Array.of(1, 2, 3),
  PushMagic: 'magic',
}

describe('who a message is from', () => {
  it('is the UDID in a device enrollment, and UDID:UserID on its user channel', () => {
    expect(decode(tokenUpdate).enrollment).toEqual({
      id: UDID,
      deviceId: UDID,
      channel: 'device',
      enrollmentType: 'device',
    })
    const user = { ...tokenUpdate, UserID: 'AAAA-1', UserShortName: 'anna', NotOnConsole: false }
    expect(decode(user)).toMatchObject({
      enrollment: { id: `${UDID}:AAAA-1`, deviceId: UDID, channel: 'user', enrollmentType: 'device' },
      userShortName: 'anna',
      notOnConsole: false,
    })
  })

  it('is the EnrollmentID in a user enrollment, and EnrollmentID:EnrollmentUserID on its user channel', () => {
    const { UDID: _, ...rest } = tokenUpdate
    expect(decode({ ...rest, EnrollmentID: 'E-1' }).enrollment).toEqual({
      id: 'E-1',
      deviceId: 'E-1',
      channel: 'device',
      enrollmentType: 'user',
    })
    expect(decode({ ...rest, EnrollmentID: 'E-1', EnrollmentUserID: 'U-1' }).enrollment.id).toBe('E-1:U-1')
  })

  it('is never the user of a Shared iPad', () => {
    const shared = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'
    for (const UserID of [shared, shared.toLowerCase()]) refuses({ ...tokenUpdate, UserID })
    const { UDID: _, ...rest } = tokenUpdate
    refuses({ ...rest, EnrollmentID: 'E-1', EnrollmentUserID: shared })
  })

  it('prefers the UDID when both are sent', () => {
    expect(decode({ ...tokenUpdate, EnrollmentID: 'E-1', EnrollmentUserID: 'U-1' }).enrollment.id).toBe(UDID)
  })

  it.each([
    '',
    ' ',
    'a:b',
    "'; drop table mdm_device; --",
    '../../etc/passwd',
    'a\nb',
    '<script>',
    'x'.repeat(65),
    'x'.repeat(1_000_000),
  ])('never has the form %.20j', (id) => {
    refuses({ ...tokenUpdate, UDID: id })
    refuses({ ...tokenUpdate, UDID: [id] })
    if (id !== '') refuses({ ...tokenUpdate, UserID: id })
    if (id !== 'a:b') expect(() => parseEnrollmentId(id)).toThrow(MalformedMessageError)
  })
})

describe('decodeCheckIn', () => {
  it('reads Authenticate', () => {
    expect(decode(authenticate)).toMatchObject({
      messageType: 'Authenticate',
      topic: 'com.apple.mgmt.External.0000',
      deviceName: 'Anna’s MacBook',
      model: 'Mac15,3',
      modelName: 'MacBook Pro',
      osVersion: '26.1',
      buildVersion: undefined,
      serialNumber: 'C02XX0XXXX',
      unknown: {},
    })
  })

  it('lets a Mac with a strange name enroll, but not its tricks through', () => {
    const name = `\u202eevil\n\t${'x'.repeat(1_000_000)}`
    const checkIn = decode({ ...authenticate, DeviceName: name })
    expect(checkIn).toMatchObject({ deviceName: `evil  ${'x'.repeat(249)}`.slice(0, 255) })
    expect(decode({ ...authenticate, DeviceName: '' })).toMatchObject({ deviceName: '' })
  })

  it('reads TokenUpdate', () => {
    expect(decode({ ...tokenUpdate, AwaitingConfiguration: true })).toMatchObject({
      pushToken: Uint8Array.of(1, 2, 3),
      pushMagic: 'magic',
      awaitingConfiguration: true,
    })
    expect(decode(tokenUpdate)).toMatchObject({ awaitingConfiguration: false })
  })

  it('reads CheckOut, with or without a topic', () => {
    expect(decode({ MessageType: 'CheckOut', UDID, ...topic })).toMatchObject({
      messageType: 'CheckOut',
      ...{ topic: topic.Topic },
    })
    expect(decode({ MessageType: 'CheckOut', UDID }).messageType).toBe('CheckOut')
  })

  it('reads UserAuthenticate, first and second', () => {
    const first = { MessageType: 'UserAuthenticate', UDID, UserID: 'U-1' }
    expect(decode(first)).toMatchObject({ digestResponse: undefined })
    expect(decode({ ...first, DigestResponse: 'abc' })).toMatchObject({ digestResponse: 'abc' })
    refuses({ MessageType: 'UserAuthenticate', UDID })
  })

  it('takes an empty or missing bootstrap token as a wish to forget it', () => {
    const message = { MessageType: 'SetBootstrapToken', UDID }
    expect(decode(message)).toMatchObject({ bootstrapToken: null })
    expect(decode({ ...message, BootstrapToken: new Uint8Array() })).toMatchObject({ bootstrapToken: null })
    expect(decode({ ...message, BootstrapToken: Uint8Array.of(7) })).toMatchObject({
      bootstrapToken: Uint8Array.of(7),
    })
    refuses({ ...message, BootstrapToken: 'text' })
    expect(decode({ MessageType: 'GetBootstrapToken', UDID }).messageType).toBe('GetBootstrapToken')
  })

  it('reads GetToken and DeclarativeManagement', () => {
    expect(decode({ MessageType: 'GetToken', UDID, TokenServiceType: 'com.apple.maid' })).toMatchObject({
      tokenServiceType: 'com.apple.maid',
    })
    const declarative = { MessageType: 'DeclarativeManagement', UDID, Endpoint: 'status' }
    expect(decode({ ...declarative, Data: Uint8Array.of(123, 125) })).toMatchObject({
      endpoint: 'status',
      data: Uint8Array.of(123, 125),
    })
    expect(decode(declarative)).toMatchObject({ data: null })
  })

  it('keeps what Apple has not told of, whatever it is, and refuses nothing for it', () => {
    const news = {
      NewInMacOS28: { deep: [1, 'two', new Uint8Array(3)] },
      ['__proto__']: 'x',
      constructor: 'y',
    }
    for (const message of [authenticate, tokenUpdate, { MessageType: 'CheckOut', UDID }]) {
      const { unknown } = decode({ ...message, ...news })
      expect(Object.entries(unknown)).toEqual(Object.entries(news))
      expect(Object.keys(decode(message).unknown)).toEqual([])
    }
  })

  it('reads the parameters of GetToken, which are a dictionary', () => {
    const message = { MessageType: 'GetToken', UDID, TokenServiceType: 'com.apple.watch.pairing' }
    expect(decode(message)).toMatchObject({ tokenParameters: null })
    expect(decode({ ...message, TokenParameters: { PhoneUDID: 'x' } })).toMatchObject({
      tokenParameters: { PhoneUDID: 'x' },
    })
    refuses({ ...message, TokenParameters: 'x' })
    refuses({ MessageType: 'GetToken', UDID })
  })

  it('refuses kinds that a Mac does not send', () => {
    for (const MessageType of ['ReturnToService', 'authenticate', '__proto__', 'constructor']) {
      expect(() => decode({ ...tokenUpdate, MessageType })).toThrow(UnknownMessageTypeError)
    }
    refuses({ UDID })
    refuses({ ...tokenUpdate, MessageType: 7 })
  })

  it.each(['Topic', 'DeviceName', 'Model', 'ModelName', 'UDID'])('refuses Authenticate without %s', (key) => {
    const { [key]: _, ...rest } = authenticate
    refuses(rest)
  })

  it('refuses wrong types, missing tokens and device messages on a user channel', () => {
    for (const key of Object.keys(authenticate)) refuses({ ...authenticate, [key]: { a: 1 } })
    refuses({ ...tokenUpdate, Token: new Uint8Array() })
    refuses({ ...tokenUpdate, Token: new Uint8Array(5000) })
    refuses({ ...tokenUpdate, PushMagic: 'x'.repeat(1_000_000) })
    refuses({ ...tokenUpdate, AwaitingConfiguration: 'true' })
    refuses({ ...authenticate, UserID: 'U-1' })
    refuses({ MessageType: 'GetBootstrapToken', UDID, UserID: 'U-1' })
    expect(() => decodeCheckIn(new TextEncoder().encode('<plist><array/></plist>'))).toThrow(
      MalformedMessageError,
    )
  })
})
