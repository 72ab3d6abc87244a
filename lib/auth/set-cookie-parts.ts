export interface SetCookieParts {
  name: string
  value: string
  options: {
    path: string
    httpOnly: boolean
    secure: boolean
    sameSite: 'lax' | 'strict' | 'none'
    expires?: Date
  }
}

/** A Set-Cookie header of next-auth's, taken apart so that a server action can set it. */
export function setCookieParts(header: string): SetCookieParts {
  const [pair = '', ...attributes] = header.split(/;\s*/)
  const cut = pair.indexOf('=')
  const named = new Map(
    attributes.map((attribute): [string, string] => {
      const [key = '', ...rest] = attribute.split('=')
      return [key.toLowerCase(), rest.join('=')]
    }),
  )
  const sameSite = named.get('samesite')?.toLowerCase()
  const expires = named.get('expires')
  return {
    name: pair.slice(0, cut),
    value: decodeURIComponent(pair.slice(cut + 1)),
    options: {
      path: named.get('path') ?? '/',
      httpOnly: named.has('httponly'),
      secure: named.has('secure'),
      sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax',
      expires: expires ? new Date(expires) : undefined,
    },
  }
}
