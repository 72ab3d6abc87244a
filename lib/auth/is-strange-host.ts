const here = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Whether a demo that only this machine reaches is asked for under another name. There anybody signs in as anybody, and a
 * page of another site whose name leads to this machine (DNS rebinding) would be no other site to the browser. Elsewhere
 * the name decides nothing: addresses come from the settings, and cookies belong to the name that set them.
 */
export function isStrangeHost({
  host,
  demo,
  listensOn,
}: {
  host: string | null
  demo: boolean
  listensOn: string
}): boolean {
  if (!demo || !isLoopback(listensOn)) return false
  return !here.test((host ?? '').toLowerCase().replace(/:\d+$/, ''))
}

function isLoopback(address: string): boolean {
  return here.test(address) || address === '::1'
}
