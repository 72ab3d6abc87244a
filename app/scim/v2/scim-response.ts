const mediaType = 'application/scim+json; charset=utf-8'

/** An answer in the directory's language (RFC 7644 section 3.1). */
export function scimResponse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const always = { 'cache-control': 'no-store', ...headers }
  if (body === null) return new Response(null, { status, headers: always })
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': mediaType, ...always } })
}
