export interface OriginCheck {
  method: string
  origin: string | null
  host: string | null
  publicUrl: string | undefined
}

/**
 * Whether another site's page sent this. Browsers name the page's origin on everything but plain reads;
 * a caller that is no browser sends none, and carries no cookie to misuse.
 */
export function isForeignOrigin({ method, origin, host, publicUrl }: OriginCheck): boolean {
  if (method === 'GET' || method === 'HEAD' || origin === null) return false
  if (publicUrl && origin === new URL(publicUrl).origin) return false
  const from = URL.parse(origin)
  return !from || host === null || from.host !== host
}
