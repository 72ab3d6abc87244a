export interface SessionCookie {
  name: string
  options: { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean }
}

/** The cookie that carries the session. On https its name keeps other hosts and plain http from setting it. */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:')
  return {
    name: secure ? '__Host-zelf.session' : 'zelf.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  }
}
