import { isForeignOrigin } from '#lib/auth/is-foreign-origin.ts'
import { runtime } from '#lib/server/runtime.ts'

/** Whether a request comes from one of our own pages: it has our header, and the browser names our origin. */
export function isOwnPage(headers: Headers): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (headers.get('x-zelf-upload') !== '1' || origin === null) return false
  if (site !== null && site !== 'same-origin') return false
  const { publicUrl } = runtime()
  return !isForeignOrigin({ method: 'POST', origin, host: headers.get('host'), publicUrl })
}
