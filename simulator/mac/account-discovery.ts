import type { HttpReply } from './http-client.ts'
import { MacError } from './mac-error.ts'
import type { Machine } from './machine.ts'
import { requireSecureUrl } from './require-secure-url.ts'

export type AccountServer = { version: 'mdm-byod' | 'mdm-adde'; baseUrl: string }

function readJson(reply: HttpReply): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(reply.body.toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (cause) {
    if (reply.status !== 200) return {}
    throw new MacError('refused', 'The discovery document is not JSON', { cause })
  }
}

/** Asks the account's domain, or the given server in its place, where this Mac enrols. */
export async function discoverAccountServer(
  machine: Machine,
  account: string,
  server?: string,
): Promise<AccountServer> {
  const domain = account.slice(account.lastIndexOf('@') + 1)
  const query = new URLSearchParams({ 'user-identifier': account, 'model-family': 'Mac' })
  const base = (server ?? `https://${domain}`).replace(/\/+$/, '')
  const url = `${base}/.well-known/com.apple.remotemanagement?${query}`
  const reply = await machine.http.send(url, { signal: machine.signal })
  const document = readJson(reply)
  if (reply.status !== 200) {
    const message = document.code === 'com.apple.well-known.failed' ? String(document.message) : ''
    throw new MacError('refused', message || `${domain} answered ${reply.status}`, {
      httpStatus: reply.status,
    })
  }
  const [first] = Array.isArray(document.Servers) ? document.Servers : []
  const version = first?.Version
  if (version !== 'mdm-byod' && version !== 'mdm-adde') {
    throw new MacError('refused', 'The discovery document names no way to enrol that a Mac knows')
  }
  return { version, baseUrl: requireSecureUrl(String(first.BaseURL), 'BaseURL').href }
}
