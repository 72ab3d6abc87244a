import type { Env } from './env.ts'

export interface PublicAddresses {
  /** Where people reach the pages, without a path. */
  publicUrl: string
  /** Where Macs reach the device routes. */
  deviceUrl: string
}

type Settings = Pick<Env, 'ZELF_PUBLIC_URL' | 'ZELF_MDM_PUBLIC_URL' | 'ZELF_TLS_CERT_FILE'>

/**
 * The addresses as others see them. Where nobody stands in between, the second listener has its own port in them; a
 * proxy has one address for both unless it is said otherwise.
 */
export function publicAddresses(
  settings: Settings,
  ports: { web: number; mdm: number | null },
): PublicAddresses {
  const ownTls = settings.ZELF_TLS_CERT_FILE !== undefined
  const scheme = ownTls ? 'https' : 'http'
  const publicUrl = settings.ZELF_PUBLIC_URL ?? `${scheme}://127.0.0.1:${ports.web}`
  return { publicUrl, deviceUrl: settings.ZELF_MDM_PUBLIC_URL ?? derive(settings, publicUrl, ports.mdm) }
}

function derive(settings: Settings, publicUrl: string, mdmPort: number | null): string {
  const behindProxy = settings.ZELF_PUBLIC_URL !== undefined && settings.ZELF_TLS_CERT_FILE === undefined
  if (mdmPort === null || behindProxy) return publicUrl
  const url = new URL(publicUrl)
  url.port = String(mdmPort)
  return url.origin
}
