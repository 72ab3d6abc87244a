import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AccountKind } from '#lib/mdm/protocol/account-sign-in.ts'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { createHttpClient, type HttpReply } from '#simulator/mac/http-client.ts'
import { makeTemporaryCertificate } from '#simulator/mac/identity.ts'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'
import { type Signer, signData } from '#simulator/pki/sign-data.ts'
import { quickBehaviours, type TestMdm } from './start-test-mdm.ts'

export const account = 'anna@voorbeeld.example'
export const signInUrl = 'https://pages.example/enroll/account'

/** Names of MachineInfo as a Mac on macOS 26 sends them. */
export const machineFacts: PlistDict = {
  LANGUAGE: 'nl-NL',
  PRODUCT: 'Mac16,1',
  VERSION: '25B78',
  OS_VERSION: '26.1',
}

let builtIn: Promise<Signer> | undefined

async function makeBuiltIn(): Promise<Signer> {
  const key = await generateRsaKey()
  return { privateKey: key.privateKey, certificate: makeTemporaryCertificate(key, 'built in') }
}

/** Machine information as it goes over the wire; one factory identity serves all. */
export async function machineInfo(facts: PlistDict = machineFacts, signingTime?: Date): Promise<Buffer> {
  builtIn ??= makeBuiltIn()
  return signData(encodePlist(facts), await builtIn, { signingTime })
}

/** POSTs to the door of a kind, with a token or without. */
export async function knockAt(
  base: string,
  kind: AccountKind,
  { token, body }: { token?: string; body?: Uint8Array } = {},
): Promise<HttpReply> {
  const http = createHttpClient()
  try {
    return await http.send(`${base}/mdm/account/${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml', ...(token && { authorization: `Bearer ${token}` }) },
      body: body ?? (await machineInfo()),
    })
  } finally {
    http.close()
  }
}

/** The same at a server of a test. */
export function knock(
  { url }: Pick<TestMdm, 'url'>,
  kind: AccountKind,
  request: { token?: string; body?: Uint8Array } = {},
): Promise<HttpReply> {
  return knockAt(url, kind, request)
}

/** The part of the portal that a Mac asks first: it sends everybody in one way. */
export async function startDiscovery(server: TestMdm, kind: AccountKind) {
  const Servers = [{ Version: `mdm-${kind}`, BaseURL: `${server.url}/mdm/account/${kind}` }]
  const http = createServer((_req, res) => {
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ Servers }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => http.close(resolve)),
  }
}

export interface AccountWish {
  kind: AccountKind
  ownership?: 'personal' | 'company'
  personId?: string
  behaviours?: Partial<Behaviours>
}

/** An invitation as the portal makes one when somebody has signed in. */
export function inviteByAccount(server: TestMdm, { kind, ownership = 'personal', personId }: AccountWish) {
  return server.mdm.in(server.sql).inviteByAccount({
    personId: personId ?? randomUUID(),
    ownership,
    enrollmentType: kind === 'byod' ? 'user' : 'device',
    managedAppleId: account,
  })
}

/** A Mac that enrolled by an account; whoever stands for the page says yes at once. */
export async function enrollAccountMac(server: TestMdm, wish: AccountWish) {
  const mac = await SimulatedMac.create({
    seed: randomUUID(),
    pushServiceUrl: `http://127.0.0.1:${server.apns.devicePort}`,
    behaviours: { ...quickBehaviours, ...wish.behaviours },
  })
  const discovery = await startDiscovery(server, wish.kind)
  const invitation = await inviteByAccount(server, wish)
  const opened: string[] = []
  try {
    await mac.enrollByAccount({
      account,
      server: discovery.url,
      webView: async (address) => {
        opened.push(address)
        return `apple-remotemanagement-user-login://authentication-results?access-token=${invitation.accessToken}`
      },
    })
  } finally {
    await discovery.stop()
  }
  return { mac, invitation, opened }
}
