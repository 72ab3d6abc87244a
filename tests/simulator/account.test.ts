import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readHtmlForms } from '#simulator/mac/html-form.ts'
import { decodePlist } from '#simulator/mac/plist.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { openSignedData } from '#simulator/pki/open-signed-data.ts'
import { type StandInServer, startStandInServer } from './support/stand-in-server.ts'

type Reply = { status: number; headers?: Record<string, string>; body?: string }

const account = 'a@b.nl'
let standIn: StandInServer
let origin: string
let stop: () => Promise<unknown>
/** What the door got: its token, and what the machine said of itself. */
let knocks: { authorization: string | undefined; info: Record<string, unknown> }[]
/** What is answered, by path; tests put others in their place. */
let answers: Record<string, (hasToken: boolean) => Reply>

const challenge = 'Bearer method="apple-as-web", url="http://127.0.0.1:1/sign-in"'
const good = 'apple-remotemanagement-user-login://authentication-results?access-token=abc'

function send(res: ServerResponse, { status, headers, body }: Reply): void {
  res.writeHead(status, headers).end(body)
}

beforeAll(async () => {
  standIn = await startStandInServer()
  const http = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const path = (req.url ?? '').split('?')[0] ?? ''
    const { authorization } = req.headers
    if (path === '/door') {
      const { content } = openSignedData(Buffer.concat(chunks))
      knocks.push({ authorization, info: decodePlist(content) })
    }
    send(res, answers[path]?.(authorization !== undefined) ?? { status: 404 })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  stop = () => new Promise((resolve) => http.close(resolve))
})
afterAll(async () => {
  await stop()
  await standIn.close()
})
beforeEach(() => {
  knocks = []
  answers = {
    '/.well-known/com.apple.remotemanagement': () => ({
      status: 200,
      body: JSON.stringify({ Servers: [{ Version: 'mdm-byod', BaseURL: `${origin}/door` }] }),
    }),
    '/door': (hasToken) =>
      hasToken
        ? { status: 200, body: standIn.profileXml({ mode: 'user' }) }
        : { status: 401, headers: { 'www-authenticate': challenge } },
  }
})

async function enroll(end = good): Promise<SimulatedMac> {
  const mac = await SimulatedMac.create({
    pushServiceUrl: null,
    behaviours: { retry: { attempts: 1, firstMs: 1, longestMs: 1 } },
  })
  await mac.enrollByAccount({ account, server: origin, webView: async () => end })
  return mac
}

describe('A pretend Mac that enrols by an account', () => {
  it('says the same twice, tells no user enrolment which Mac it is, and shows its token on the user channel', async () => {
    const mac = await enroll()
    expect(knocks.map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer abc'])
    expect(knocks[0]?.info).toEqual(knocks[1]?.info)
    expect(Object.keys(knocks[0]?.info ?? {}).sort()).toEqual([
      'LANGUAGE',
      'OS_VERSION',
      'PRODUCT',
      'VERSION',
    ])
    expect(mac.state.enrollment).toMatchObject({ mode: 'user', managedAppleId: account, accessRights: null })
    await mac.close()
  })

  it.each([
    [
      'the domain refuses, in its words',
      '/.well-known/com.apple.remotemanagement',
      {
        status: 403,
        body: JSON.stringify({ code: 'com.apple.well-known.failed', message: 'Not here.' }),
      },
      /^Not here\.$/,
    ],
    [
      'the domain knows of nothing',
      '/.well-known/com.apple.remotemanagement',
      { status: 404 },
      /b\.nl answered 404/,
    ],
    [
      'the domain names another way',
      '/.well-known/com.apple.remotemanagement',
      {
        status: 200,
        body: '{"Servers":[{"Version":"mdm-other","BaseURL":"https://x"}]}',
      },
      /no way to enrol/,
    ],
    ['the door asks for no sign-in', '/door', { status: 401 }, /asks for no sign-in/],
    ['the door is shut', '/door', { status: 403, body: 'macos_too_old: …' }, /403: macos_too_old/],
    [
      'the sign-in is of another kind',
      '/door',
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer method="other"' },
      },
      /does not know: other/,
    ],
  ] as const)('gives up when %s', async (_what, path, reply, words) => {
    answers[path] = () => reply
    await expect(enroll()).rejects.toThrow(words)
  })

  it('cancels a profile that is for another account or another way, or asks for rights', async () => {
    const given = (mdm: Record<string, unknown>) => {
      answers['/door'] = (hasToken) =>
        hasToken
          ? { status: 200, body: standIn.profileXml({ mode: 'user', mdm }) }
          : { status: 401, headers: { 'www-authenticate': challenge } }
    }
    given({ AssignedManagedAppleID: 'c@d.nl' })
    await expect(enroll()).rejects.toThrow(/another account/)
    given({ EnrollmentMode: 'ADDE' })
    await expect(enroll()).rejects.toThrow(/not for BYOD/)
    given({ AccessRights: 8191 })
    await expect(enroll()).rejects.toThrow(/must not ask for access rights/)
  })

  it('takes its token from no other address than its own', async () => {
    await expect(enroll('https://evil.example/?access-token=abc')).rejects.toThrow(/another address/)
    await expect(enroll('apple-remotemanagement-user-login://authentication-results?')).rejects.toThrow(
      /without/,
    )
  })
})

it('reads the forms of a page as a browser without scripts would', () => {
  const [first, second] = readHtmlForms(`
    <form action="/a/confirm" method="post"><input type="hidden" name="x" value="&quot;1&amp;2"/>
    <label><input type="radio" name="whose" value="mine"/></label><input type="radio" name="whose" value="theirs"/>
    <button type="submit">Go <b>on</b></button></form>
    <form enctype="multipart/form-data"><button name="personId" value="7">Tom</button></form>`)
  expect(first).toMatchObject({ action: '/a/confirm', hidden: [['x', '"1&2']] })
  expect(first?.choices).toEqual(new Map([['whose', ['mine', 'theirs']]]))
  expect(second).toMatchObject({
    encoding: 'multipart/form-data',
    buttons: [{ name: 'personId', value: '7', text: 'Tom' }],
  })
})
