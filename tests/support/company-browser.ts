import type { CompanySignIn } from '#lib/auth/company-sign-in.ts'
import { BrowserCookies } from './browser-cookies.ts'

export const sessionCookieName = 'zelf.session'

/** A browser that walks from our sign-in to the identity provider and back. */
export class CompanyBrowser {
  readonly cookies = new BrowserCookies()
  private readonly signIn: CompanySignIn

  constructor(signIn: CompanySignIn) {
    this.signIn = signIn
  }

  get session(): string | undefined {
    return this.cookies.values.get(sessionCookieName)
  }

  /** To the provider, through its login; returns the address that it sends the browser back to. */
  async visitProvider(to = '/'): Promise<URL> {
    const { url, setCookies } = await this.signIn.start(to)
    this.cookies.take(setCookies)
    const provider = new BrowserCookies()
    let next = url
    for (let step = 0; step < 10; step += 1) {
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie: provider.header } })
      provider.take(answer.headers.getSetCookie())
      const location = answer.headers.get('location')
      if (!location) throw new Error(`The provider stopped with ${answer.status}: ${await answer.text()}`)
      next = new URL(location, next).href
      if (next.includes('/api/auth/callback/')) return new URL(next)
    }
    throw new Error('The provider sends the browser round in circles')
  }

  /** Comes back from the provider; returns where the browser is sent then. */
  async comeBack(address: URL): Promise<URL> {
    const headers = { cookie: this.cookies.header, 'user-agent': 'Test browser' }
    const answer = await this.signIn.finish(new Request(address, { headers }))
    this.cookies.take(answer.headers.getSetCookie())
    return new URL(answer.headers.get('location') ?? '', address)
  }

  /** The whole way. */
  async signInAt(to = '/'): Promise<URL> {
    return this.comeBack(await this.visitProvider(to))
  }
}
