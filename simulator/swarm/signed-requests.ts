import { encodePlist, type PlistDict } from '../mac/plist.ts'
import { makeRequest, makeRequestHead } from './make-request.ts'
import { signMessage } from './sign-message.ts'
import type { SwarmMac } from './swarm-mac.ts'

const commandType = 'application/x-apple-aspen-mdm; charset=UTF-8'
const checkInType = 'application/x-apple-aspen-mdm-checkin'

async function checkInRequest(mac: SwarmMac, fields: PlistDict): Promise<Buffer> {
  const body = encodePlist({ UDID: mac.udid, Topic: mac.topic, ...fields })
  const headers = { 'Content-Type': checkInType, 'Mdm-Signature': await signMessage(mac, body) }
  return makeRequest('PUT /mdm/checkin', headers, body)
}

/** Whole requests, signed beforehand: what is left for the time that counts is to write bytes to a socket. */
export const signedRequests = {
  authenticate: (mac: SwarmMac): Promise<Buffer> =>
    checkInRequest(mac, {
      MessageType: 'Authenticate',
      DeviceName: `${mac.hardware.modelName} ${mac.index}`,
      Model: mac.hardware.model,
      ModelName: mac.hardware.modelName,
      ProductName: mac.hardware.model,
      OSVersion: mac.hardware.osVersion,
      BuildVersion: mac.hardware.buildVersion,
      SerialNumber: mac.hardware.serialNumber,
    }),
  tokenUpdate: (mac: SwarmMac): Promise<Buffer> =>
    checkInRequest(mac, {
      MessageType: 'TokenUpdate',
      Token: Buffer.from(mac.token, 'hex'),
      PushMagic: mac.pushMagic,
      AwaitingConfiguration: false,
    }),
  idle: (mac: SwarmMac): Promise<Buffer> => commandRequest(mac, { Status: 'Idle' }),
  answer: (mac: SwarmMac, commandUuid: string, fields: PlistDict = {}): Promise<Buffer> =>
    commandRequest(mac, { Status: 'Acknowledged', CommandUUID: commandUuid, ...fields }),
}

async function commandRequest(mac: SwarmMac, fields: PlistDict): Promise<Buffer> {
  const body = encodePlist({ UDID: mac.udid, ...fields })
  const headers = { 'Content-Type': commandType, 'Mdm-Signature': await signMessage(mac, body) }
  return makeRequest('PUT /mdm/command', headers, body)
}

/** A result whose body is so large that it is not kept whole: the head is made from a body that is let go again. */
export async function signedResultHead(mac: SwarmMac, body: Buffer): Promise<Buffer> {
  const headers = { 'Content-Type': commandType, 'Mdm-Signature': await signMessage(mac, body) }
  return makeRequestHead('PUT /mdm/command', headers, body.length)
}

/** The CommandUUID of a command, or null when there is none. */
export function readCommandUuid(body: Buffer): string | null {
  if (body.length === 0) return null
  return /<key>CommandUUID<\/key>\s*<string>([^<]+)<\/string>/.exec(body.toString('latin1'))?.[1] ?? null
}

/** What a Mac says that has done as it was told; it knows a few facts about itself. */
export function answerToCommand(mac: SwarmMac, commandUuid: string, command: Buffer): Promise<Buffer> {
  if (!command.includes('<string>DeviceInformation</string>')) return signedRequests.answer(mac, commandUuid)
  const { osVersion, buildVersion, model, modelName, serialNumber } = mac.hardware
  const QueryResponses = {
    DeviceName: `${modelName} ${mac.index}`,
    OSVersion: osVersion,
    BuildVersion: buildVersion,
    Model: model,
    ModelName: modelName,
    SerialNumber: serialNumber,
    UDID: mac.udid,
  }
  return signedRequests.answer(mac, commandUuid, { QueryResponses })
}
