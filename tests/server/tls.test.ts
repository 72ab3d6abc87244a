import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StartError } from '#lib/server/start-error.ts'
import { openTlsFiles } from '#lib/server/tls-files.ts'
import { openWebListener, type WebListener } from '#lib/server/web-listener.ts'
import { makeTlsPair, type TlsPair } from './support/make-tls-pair.ts'

let folder: string
let first: TlsPair
let second: TlsPair
const used = () => ({ certFile: path.join(folder, 'used.crt'), keyFile: path.join(folder, 'used.key') })

function use(pair: TlsPair, what: 'both' | 'cert' = 'both'): void {
  copyFileSync(pair.certFile, used().certFile)
  if (what === 'both') copyFileSync(pair.keyFile, used().keyFile)
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zelf-tls-'))
  first = makeTlsPair(folder, 'first')
  second = makeTlsPair(folder, 'second')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function handshake(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () =>
      resolve(socket.destroy()),
    )
    socket.on('error', reject)
  })
}

async function nameShown(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

async function listenWith(pair: TlsPair): Promise<WebListener> {
  use(pair)
  return openWebListener('127.0.0.1', 0, { tls: openTlsFiles({ ...used(), lookEveryMs: 10 }) })
}

describe('TLS by itself', () => {
  it('serves with the certificate of the files', async () => {
    const listener = await listenWith(first)
    listener.answerWith((_request, response) => response.end('here'))
    const body = await new Promise((resolve, reject) => {
      get(`https://127.0.0.1:${listener.port}/`, { ca: first.certPem }, (response) => {
        response.setEncoding('utf8').on('data', resolve)
      }).on('error', reject)
    })
    expect(body).toBe('here')
    await listener.stop()
  })

  it.each<[string, ConnectionOptions]>([
    ['TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['a key exchange without forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }],
    ['a suite that cannot tell a change', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256' }],
  ])('refuses %s', async (_what, options) => {
    const listener = await listenWith(first)
    await expect(handshake(listener.port, options)).rejects.toThrow()
    await listener.stop()
  })

  it.each<[string, ConnectionOptions]>([
    ['TLSv1.2', { maxVersion: 'TLSv1.2' }],
    ['TLSv1.3', { minVersion: 'TLSv1.3' }],
  ])('speaks %s', async (_version, options) => {
    const listener = await listenWith(first)
    await expect(handshake(listener.port, options)).resolves.toBeDefined()
    await listener.stop()
  })

  it('takes a new pair when the files change, without a restart', async () => {
    const listener = await listenWith(first)
    expect(await nameShown(listener.port)).toBe('first')
    use(second)
    while ((await nameShown(listener.port)) !== 'second') await sleep(10)
    await listener.stop()
  })

  it('keeps the old pair when the new one is half there or broken', async () => {
    const listener = await listenWith(first)
    use(second, 'cert')
    await sleep(60)
    expect(await nameShown(listener.port)).toBe('first')
    writeFileSync(used().keyFile, 'nothing')
    await sleep(60)
    expect(await nameShown(listener.port)).toBe('first')
    use(second)
    while ((await nameShown(listener.port)) !== 'second') await sleep(10)
    await listener.stop()
  })
})

describe('a start with files that cannot be used ends in one sentence', () => {
  it.each([
    [
      'that there is no such file',
      () => ({ ...first, certFile: path.join(folder, 'none') }),
      /CERT_FILE.*no such file/,
    ],
    ['that it cannot be read', () => ({ ...first, keyFile: folder }), /KEY_FILE.*cannot be read \(EISDIR\)/],
    [
      'that it is no certificate',
      () => ({ ...first, certFile: first.keyFile }),
      /CERT_FILE.*no certificate in PEM/,
    ],
    ['that it is no key', () => ({ ...first, keyFile: first.certFile }), /KEY_FILE.*no private key/],
    ['that they do not fit', () => ({ ...first, keyFile: second.keyFile }), /is not that of the certificate/],
  ])('%s', (_what, settings, words) => {
    expect(() => openTlsFiles(settings())).toThrow(StartError)
    expect(() => openTlsFiles(settings())).toThrow(words)
  })
})
