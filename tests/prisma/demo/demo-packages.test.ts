import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { judgePackage } from '#lib/portal/catalog/package/judge-package.ts'
import { readPackage } from '#lib/portal/catalog/package/read-package.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'
import {
  buildDemoAppPackage,
  demoApps,
  demoBundleIdentifier,
  readDemoIcon,
} from '#prisma/demo/demo-packages.ts'

const signingIdentity = createSigningIdentity({
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2036-01-01T00:00:00Z'),
})
const builtAt = new Date('2026-10-01T10:00:00Z')

describe.each(demoApps)('the demo app $title', (app) => {
  it('comes as a package that can be installed and proven', async () => {
    const bytes = buildDemoAppPackage(app, { signingIdentity, builtAt })
    expect(bytes.length).toBeGreaterThan(200 * 1024)
    expect(bytes.length).toBeLessThan(3.2 * 1024 * 1024)
    const folder = mkdtempSync(join(tmpdir(), 'zelf-demo-'))
    try {
      const path = join(folder, 'demo.pkg')
      writeFileSync(path, bytes)
      const facts = await readPackage(path, builtAt)
      expect(facts.title).toBe(app.title)
      expect(facts.primaryBundle).toEqual({
        identifier: demoBundleIdentifier(app),
        version: app.version,
        source: 'application',
      })
      expect(judgePackage(facts)).toEqual({ refusals: [], warnings: ['untrusted_signer'] })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has an icon that is plain, well-formed SVG', () => {
    const names = new Set<string>()
    const parser = new SaxesParser()
    parser.on('opentag', ({ name }) => names.add(name))
    parser.write(readDemoIcon(app)).close()
    expect(names).toContain('svg')
    expect(names).not.toContain('script')
    expect(names).not.toContain('image')
  })
})
