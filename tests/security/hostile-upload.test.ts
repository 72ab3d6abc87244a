import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { setIcon } from '#lib/portal/catalog/set-icon.ts'
import { uploadProfile } from '#lib/portal/profiles/upload-profile.ts'
import { getLogo } from '#lib/portal/settings/queries.ts'
import { replaceLogo } from '#lib/portal/settings/replace-logo.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeApp } from '#tests/portal/installs/world.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let admin: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => portal.stop())

const profile = (inside: string, before = '') =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${before}<plist version="1.0">${inside}</plist>`)
const payload = (type: string) =>
  `<dict><key>PayloadType</key><string>${type}</string><key>PayloadUUID</key><string>u</string>
  <key>PayloadIdentifier</key><string>p</string></dict>`
const around = (payloads: string, identifier = 'example.hostile') =>
  `<dict><key>PayloadType</key><string>Configuration</string><key>PayloadUUID</key><string>u</string>
  <key>PayloadIdentifier</key><string>${identifier}</string><key>PayloadContent</key><array>${payloads}</array></dict>`

const laughs = `<!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]>`

describe('promise 5: a profile that is a bomb is refused, and quickly', () => {
  it.each([
    ['entities upon entities', profile('<string>&c;</string>', laughs)],
    [
      'a file of the server',
      profile('<string>&x;</string>', '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
    ['dictionaries a hundred thousand deep', profile('<array>'.repeat(100_000))],
    ['more payloads than anybody has', profile(around(payload('com.apple.dock').repeat(3_000)))],
    ['more than a megabyte', profile(`<string>${'x'.repeat(1_100_000)}</string>`)],
    ['a binary property list', Buffer.from('bplist00\u0000')],
    ['the beginning of a signature', Buffer.from('3084ffffffff', 'hex')],
    [
      'a signature that says it is a gigabyte',
      Buffer.concat([Buffer.from('30843fffffff0609', 'hex'), Buffer.alloc(500_000)]),
    ],
    ['text in another encoding', Buffer.from('\ufeff<plist></plist>', 'utf16le')],
    ['an identifier that turns direction', profile(around(payload('com.apple.dock'), 'a\u202eb'))],
    ['the profile of an MDM server', profile(around(payload('com.apple.mdm')))],
    ['that, behind another payload', profile(around(payload('com.apple.dock') + payload('com.apple.mdm')))],
  ])('%s', async (_what, content) => {
    const started = performance.now()
    await expect(uploadProfile(admin, content)).rejects.toMatchObject({
      code: expect.stringMatching(/^profile_/),
    })
    expect(performance.now() - started).toBeLessThan(3_000)
    expect(await prisma().configurationProfile.count()).toBe(0)
  })
})

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
)
const pngStart = Buffer.from('89504e470d0a1a0a', 'hex')
const page = Buffer.from('<!doctype html><script>alert(1)</script>')

describe('promise 14: a picture is a picture', () => {
  it('so a drawing with a script, a page, and a page behind the name of a picture are refused as logo', async () => {
    for (const bytes of [
      svg,
      page,
      Buffer.concat([Buffer.from('GIF89a'), page]),
      Buffer.from(''),
      pngStart.subarray(0, 4),
    ])
      await expect(replaceLogo(admin, bytes)).rejects.toMatchObject({ code: 'logo_type' })
    await expect(replaceLogo(admin, Buffer.alloc(600_000))).rejects.toMatchObject({ code: 'logo_too_large' })
  })

  it('and one that begins as a picture and goes on as a page is served as nothing but a picture', async () => {
    await replaceLogo(admin, Buffer.concat([pngStart, page]))
    expect((await getLogo(admin))?.type).toBe('image/png')
  })

  it('so an admin’s icon is a PNG of a sensible size', async () => {
    const app = await makeApp()
    const ihdr = (width: number, height: number) => {
      const size = Buffer.alloc(8)
      size.writeUInt32BE(width, 0)
      size.writeUInt32BE(height, 4)
      return Buffer.concat([pngStart, Buffer.from('0000000d49484452', 'hex'), size, Buffer.alloc(9)])
    }
    const bomb = Buffer.concat([ihdr(65_535, 65_535), deflateSync(Buffer.alloc(100_000))])
    for (const icon of [svg, page, pngStart, ihdr(0, 10), bomb, Buffer.alloc(1_100_000)])
      await expect(setIcon(admin, { appId: app.id, icon })).rejects.toMatchObject({
        code: expect.stringMatching(/^icon_/),
      })
  })
})
