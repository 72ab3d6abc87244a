import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Server as TlsServer } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { log } from './log.ts'
import { StartError } from './start-error.ts'

export interface TlsFiles {
  /** What a server is made with. */
  options: SecureContextOptions & { honorCipherOrder: boolean }
  /** Gives servers the new pair whenever the files hold another that is good; until the returned function is called. */
  follow(server: TlsServer): () => void
}

export interface TlsSettings {
  certFile: string
  keyFile: string
  /** How often the files are looked at; certificates are renewed days before they end. */
  lookEveryMs?: number
}

interface Pair {
  cert: string
  key: string
  validTo: Date
}

/** Keys are agreed on anew for each connection (ECDHE), and what is encrypted cannot be changed (AEAD). */
const strong = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.3',
  honorCipherOrder: true,
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
} as const

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw new StartError(`${setting} names ${file}, but ${why}.`, { cause })
  }
}

function parse<T>(setting: string, file: string, what: string, parsed: () => T): T {
  try {
    return parsed()
  } catch (cause) {
    throw new StartError(`${setting} names ${file}, which holds no ${what} in PEM.`, { cause })
  }
}

/** Reads a pair that fits. Throws StartError. */
function readPair({ certFile, keyFile }: TlsSettings): Pair {
  const cert = read('ZELF_TLS_CERT_FILE', certFile)
  const key = read('ZELF_TLS_KEY_FILE', keyFile)
  const certificate = parse('ZELF_TLS_CERT_FILE', certFile, 'certificate', () => new X509Certificate(cert))
  const what = 'private key without a passphrase'
  const privateKey = parse('ZELF_TLS_KEY_FILE', keyFile, what, () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new StartError(`The key in ${keyFile} is not that of the certificate in ${certFile}.`)
  }
  return { cert, key, validTo: certificate.validToDate }
}

function warnWhenOver({ validTo }: Pair, certFile: string): void {
  if (validTo.getTime() > Date.now()) return
  log.error({ certFile, validTo }, 'the TLS certificate has expired: Macs refuse it')
}

/** The certificate and key of the configuration, reloaded when the files change. Throws StartError. */
export function openTlsFiles(settings: TlsSettings): TlsFiles {
  const { certFile, lookEveryMs = 10_000 } = settings
  const servers = new Set<TlsServer>()
  let current = readPair(settings)
  let refused = ''
  let timer: NodeJS.Timeout | undefined
  warnWhenOver(current, certFile)
  const options = () => ({ ...strong, cert: current.cert, key: current.key })

  /** A bad pair is told of once. Half of a renewal looks like one, and is seen whole the next time. */
  function look(): void {
    try {
      const found = readPair(settings)
      refused = ''
      if (found.cert === current.cert && found.key === current.key) return
      current = found
      for (const server of servers) server.setSecureContext(options())
      log.info({ certFile }, 'a new TLS certificate is in use')
      warnWhenOver(current, certFile)
    } catch (error) {
      const message = error instanceof Error ? error.message : 'unknown reason'
      if (message !== refused)
        log.error({ err: error }, 'the new TLS certificate is not taken; the old one stays')
      refused = message
    }
  }

  return {
    options: options(),
    follow(server) {
      servers.add(server)
      timer ??= setInterval(look, lookEveryMs).unref()
      return () => {
        servers.delete(server)
        if (servers.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
