import type { OutgoingHttpHeaders } from 'node:http'
import { type Signer, signData } from '../pki/sign-data.ts'
import { dropEnrollment } from './drop-enrollment.ts'
import type { HttpReply } from './http-client.ts'
import { signerFrom } from './identity.ts'
import { MacError } from './mac-error.ts'
import type { Channel } from './mac-state.ts'
import { type Machine, requireEnrollment } from './machine.ts'
import { decodePlist, encodePlist, type PlistDict } from './plist.ts'

export type MdmClient = {
  /** What a Mac is known by in every message. */
  identifiers: (channel?: Channel) => PlistDict
  /** The Mdm-Signature header for exactly these bytes. */
  signature: (body: Uint8Array) => string
  checkIn: (messageType: string, fields?: PlistDict, channel?: Channel) => Promise<HttpReply>
  /** Sends a result as it stands; null when the server has nothing more. */
  report: (body: Buffer, channel?: Channel) => Promise<PlistDict | null>
  /** Sends anything anywhere below the server's address, unsigned unless the headers say otherwise. */
  put: (pathOrUrl: string, body: Uint8Array | string, headers?: OutgoingHttpHeaders) => Promise<HttpReply>
  /** Signs with this in place of the identity; null goes back to the identity. */
  signWith: (signer: Signer | null) => void
}

const CHECK_IN_TYPE = 'application/x-apple-aspen-mdm-checkin'
const COMMAND_TYPE = 'application/x-apple-aspen-mdm; charset=UTF-8'

const isUnrecognizedDevice = (reply: HttpReply): boolean =>
  reply.status === 403 && reply.body.includes('com.apple.unrecognized.device')

/** 401, and since macOS 14 one kind of 403, tell the Mac that it is no longer managed. */
function requireAccepted(machine: Machine, reply: HttpReply, what: string): HttpReply {
  if (reply.status >= 200 && reply.status < 300) return reply
  const { status } = reply
  if (status === 401 || isUnrecognizedDevice(reply)) {
    dropEnrollment(machine, `The server answered ${status}: this Mac is no longer managed`)
    throw new MacError('unenrolled', `${what} was answered with ${status}`, { httpStatus: status })
  }
  throw new MacError('refused', `${what} was answered with ${status}`, { httpStatus: status })
}

function identifiersOf(machine: Machine, channel: Channel): PlistDict {
  const { enrollment, hardware, userGuid } = machine.state
  const userName = 'employee'
  if (enrollment?.mode === 'user') {
    const device = { EnrollmentID: enrollment.enrollmentId }
    if (channel === 'device') return device
    return { ...device, EnrollmentUserID: enrollment.enrollmentUserId, UserShortName: userName }
  }
  const device = { UDID: hardware.udid }
  return channel === 'device' ? device : { ...device, UserID: userGuid, UserShortName: userName }
}

/** The identity's own signer, made once for each certificate, or somebody else's put in its place. */
function rememberSigner(machine: Machine) {
  let override: Signer | null = null
  let known: { pem: string; signer: Signer } | null = null
  return {
    current(): Signer {
      if (override) return override
      const { identity } = machine.state
      if (!identity) throw new MacError('not-enrolled', 'This Mac has no identity')
      if (known?.pem !== identity.certificatePem) {
        known = { pem: identity.certificatePem, signer: signerFrom(identity) }
      }
      return known.signer
    },
    replace(signer: Signer | null) {
      override = signer
    },
  }
}

/** A Mac shows the token of its sign-in on the user channel only. */
function tokenHeader(machine: Machine, channel: Channel): OutgoingHttpHeaders {
  const { tokens } = requireEnrollment(machine)
  return tokens && channel === 'user' ? { authorization: `Bearer ${tokens.accessToken}` } : {}
}

export function createMdmClient(machine: Machine): MdmClient {
  const signer = rememberSigner(machine)
  const signature = (body: Uint8Array) =>
    signData(body, signer.current(), { detached: true, signingTime: machine.now() }).toString('base64')

  const putSigned = (url: string, type: string, body: Buffer, channel: Channel): Promise<HttpReply> => {
    const { signMessage } = requireEnrollment(machine)
    const headers = {
      'content-type': type,
      ...(signMessage && { 'mdm-signature': signature(body) }),
      ...tokenHeader(machine, channel),
    }
    return machine.http.send(url, { method: 'PUT', headers, body, signal: machine.signal })
  }

  return {
    signature,
    identifiers: (channel = 'device') => identifiersOf(machine, channel),
    async checkIn(messageType, fields = {}, channel = 'device') {
      const { checkInUrl } = requireEnrollment(machine)
      const body = encodePlist({ MessageType: messageType, ...identifiersOf(machine, channel), ...fields })
      return requireAccepted(machine, await putSigned(checkInUrl, CHECK_IN_TYPE, body, channel), messageType)
    },
    async report(body, channel = 'device') {
      const reply = await putSigned(requireEnrollment(machine).serverUrl, COMMAND_TYPE, body, channel)
      const accepted = requireAccepted(machine, reply, 'The result')
      return accepted.body.length === 0 ? null : decodePlist(accepted.body)
    },
    async put(pathOrUrl, body, headers) {
      const url = new URL(pathOrUrl, requireEnrollment(machine).serverUrl).href
      return await machine.http.send(url, {
        method: 'PUT',
        headers,
        body: Buffer.from(body),
        signal: machine.signal,
      })
    },
    signWith: signer.replace,
  }
}
