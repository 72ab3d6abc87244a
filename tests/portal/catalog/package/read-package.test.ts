import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPackage } from '#lib/portal/catalog/package/read-package.ts'
import { buildComponent } from '#prisma/demo/build-package.ts'
import { encodeXar } from '#prisma/demo/encode-xar.ts'
import {
  craftDistribution,
  craftFile,
  craftXar,
  demoOptions,
  demoPackage,
  outcomeOf,
  readBytesAsPackage,
} from './craft-package.ts'

describe('reading a distribution package', () => {
  it('tells what the package installs', async () => {
    expect(await readBytesAsPackage(demoPackage())).toMatchObject({
      kind: 'distribution',
      title: 'Tea Timer',
      identifier: 'example.zelf.tea-timer.pkg',
      version: '1.4.0',
      minimumOsVersion: '13.0',
      hostArchitectures: ['arm64', 'x86_64'],
      warnings: [],
      bundles: [
        {
          identifier: 'example.zelf.tea-timer',
          shortVersion: '1.4.0',
          version: '1.4.0',
          path: '/Applications/Tea Timer.app',
        },
      ],
      primaryBundle: { identifier: 'example.zelf.tea-timer', version: '1.4.0', source: 'application' },
    })
  })

  it('gives the installed size in bytes', async () => {
    const { installSizeBytes } = await readBytesAsPackage(demoPackage({ payloadSizeBytes: 300_000 }))
    expect(installSizeBytes).toBeGreaterThan(300_000)
    expect(installSizeBytes).toBeLessThan(310_000)
  })

  it('reads a package whose table of contents has a SHA-256 checksum', async () => {
    const { signature } = await readBytesAsPackage(demoPackage({ digest: 'sha256' }))
    expect(signature.status).toBe('signed')
  })

  it('takes the lowest of several minimum versions of macOS', async () => {
    const facts = await readBytesAsPackage(
      craftDistribution(
        '<installer-gui-script><title>T</title><volume-check><allowed-os-versions><os-version min="14.2"/>' +
          '<os-version min="10.15" before="11"/><os-version min="10.9"/></allowed-os-versions></volume-check>' +
          '</installer-gui-script>',
      ),
    )
    expect(facts.minimumOsVersion).toBe('10.9')
  })

  it('never runs or reports the scripts of a Distribution', async () => {
    const facts = await readBytesAsPackage(
      craftDistribution(
        '<installer-script><title>T</title><script><![CDATA[ throw new Error("<run>") ]]></script></installer-script>',
      ),
    )
    expect(JSON.stringify(facts)).not.toContain('throw')
  })

  it('says when a component is not in the package', async () => {
    const facts = await readBytesAsPackage(
      craftDistribution(
        '<installer-gui-script><title>T</title><pkg-ref id="a" version="1">#Gone.pkg</pkg-ref>' +
          '<pkg-ref id="b" version="1">https://example.org/b.pkg</pkg-ref></installer-gui-script>',
      ),
    )
    expect(facts.warnings).toEqual(['component_missing', 'component_outside_package'])
    expect(facts.primaryBundle).toEqual({ identifier: 'a', version: '1', source: 'package' })
  })

  it('returns strings full of shell, SQL, HTML and path traversal as they are', async () => {
    const hostile = `'; DROP TABLE x; -- $(rm -rf /) \`id\` <script>alert(1)</script> ../../etc/passwd "&`
    const facts = await readBytesAsPackage(
      demoPackage({ identifier: hostile, title: hostile, version: hostile, bundleIdentifier: hostile }),
    )
    expect(facts).toMatchObject({ title: hostile, identifier: hostile, version: hostile })
    expect(facts.bundles).toMatchObject([{ identifier: hostile, shortVersion: hostile }])
  })

  it('treats file names with path traversal as data', async () => {
    const xml = Buffer.from('<installer-gui-script><title>T</title></installer-gui-script>')
    const toc =
      craftFile('../../../../tmp/Distribution', { length: 4 }) +
      craftFile('/etc/passwd', { length: 4 }) +
      craftFile('Distribution', { length: xml.length })
    expect((await readBytesAsPackage(craftXar({ toc, heap: xml }))).title).toBe('T')
  })

  it('gives no install size rather than a wrong one', async () => {
    const sized = (kBytes: string) =>
      craftDistribution(
        `<installer-gui-script><title>T</title><pkg-ref id="a" installKBytes="${kBytes}">#A.pkg</pkg-ref></installer-gui-script>`,
      )
    for (const kBytes of ['-1', 'NaN', '1e9', '9007199254740993', '9999999999999']) {
      expect((await readBytesAsPackage(sized(kBytes))).installSizeBytes).toBeNull()
    }
  })
})

describe('reading a component package', () => {
  it('knows it as one', async () => {
    const bytes = encodeXar(buildComponent(demoOptions), {
      createdAt: demoOptions.builtAt,
      signingIdentity: demoOptions.signingIdentity,
    })
    expect(await readBytesAsPackage(bytes)).toMatchObject({
      kind: 'component',
      identifier: 'example.zelf.tea-timer.pkg',
      version: '1.4.0',
      primaryBundle: { identifier: 'example.zelf.tea-timer', source: 'application' },
    })
  })
})

describe('a file that is no package', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['one byte', Buffer.from('x')],
    ['text', Buffer.from('Dear helpdesk, please install this.\n'.repeat(100))],
    ['a zip file', Buffer.from('504b0304140000000800', 'hex')],
    ['a disk image', Buffer.concat([Buffer.alloc(4096), Buffer.from('koly'), Buffer.alloc(508)])],
    [
      'a xar of an unknown version',
      Buffer.concat([Buffer.from('xar!\0\x1c\0\x09', 'latin1'), Buffer.alloc(40)]),
    ],
  ])('refuses %s', async (_name, bytes) => {
    expect(await outcomeOf(bytes)).toBe('not_a_package')
  })

  it('refuses a xar archive that holds something else', async () => {
    const bytes = craftXar({ toc: craftFile('readme.txt', { length: 2 }), heap: Buffer.from('hi') })
    expect(await outcomeOf(bytes)).toBe('no_distribution_or_package_info')
  })

  it('refuses a folder and a file that is not there with a code of its own', async () => {
    await expect(readPackage(join(import.meta.dirname, 'not-there.pkg'))).rejects.toMatchObject({
      code: 'unreadable_file',
    })
    await expect(readPackage(import.meta.dirname)).rejects.toMatchObject({ code: 'unreadable_file' })
  })
})
