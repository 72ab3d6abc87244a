import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataDirectory } from '#lib/server/open-data-directory.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { StartError } from '#lib/server/start-error.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zelf-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (file: string) => statSync(file).mode & 0o777

describe('the data directory', () => {
  it('is ours alone, also when it was open before', () => {
    const data = path.join(folder, 'data')
    openDataDirectory(data)
    expect(modeOf(data)).toBe(0o700)
  })

  it('is made with the folders above it, and refused where none can be made', () => {
    const deep = path.join(folder, 'a', 'b', 'data')
    openDataDirectory(deep)
    expect(modeOf(deep)).toBe(0o700)
    expect(() => openDataDirectory('/dev/null/data')).toThrow(StartError)
  })

  it('is refused, and left as it was, when it holds what is not ours', () => {
    const home = path.join(folder, 'home')
    mkdirSync(home, { mode: 0o755 })
    writeFileSync(path.join(home, 'letter.txt'), '')
    expect(() => openDataDirectory(home)).toThrow(/folder of its own/)
    expect(modeOf(home)).toBe(0o755)
  })

  it('is refused in one sentence when a file is in its place', () => {
    const data = path.join(folder, 'data')
    writeFileSync(data, '')
    expect(() => openDataDirectory(data)).toThrow(StartError)
    expect(() => openDataDirectory(data)).toThrow(/^Zelf keeps its data in [^\n]+ZELF_DATA_DIR\.$/)
  })
})

describe('secrets', () => {
  it('are made at the first start, for us alone, and are the same ever after', () => {
    const first = openSecrets({ dataDirectory: folder })
    const second = openSecrets({ dataDirectory: folder })
    expect(first.masterKey).toHaveLength(32)
    expect(first.sessionKey).not.toBe(Buffer.from(first.masterKey).toString('hex'))
    expect(second).toEqual(first)
    expect([modeOf(path.join(folder, 'master-key')), modeOf(path.join(folder, 'session-key'))]).toEqual([
      0o600, 0o600,
    ])
  })

  it('are differently made in every deployment', () => {
    const other = mkdtempSync(path.join(tmpdir(), 'zelf-secrets-'))
    expect(openSecrets({ dataDirectory: other })).not.toEqual(openSecrets({ dataDirectory: folder }))
    rmSync(other, { recursive: true })
  })

  it('come from the environment when it has them, and leave no file then', () => {
    const given = { ZELF_MASTER_KEY: 'ab'.repeat(32), ZELF_SESSION_KEY: 's'.repeat(40) }
    const secrets = openSecrets({ ...given, dataDirectory: path.join(folder, 'nowhere') })
    expect(Buffer.from(secrets.masterKey).toString('hex')).toBe(given.ZELF_MASTER_KEY)
    expect(secrets.sessionKey).toBe(given.ZELF_SESSION_KEY)
  })

  it('are never replaced when a key file is damaged', () => {
    openSecrets({ dataDirectory: folder })
    const file = path.join(folder, 'master-key')
    writeFileSync(file, 'half a k')
    expect(() => openSecrets({ dataDirectory: folder })).toThrow(/damaged.*backup/)
    expect(readFileSync(file, 'utf8')).toBe('half a k')
  })
})
