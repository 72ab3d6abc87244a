/** The cookies of one browser at one site. */
export class BrowserCookies {
  readonly values = new Map<string, string>()

  take(setCookies: string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(/;\s*/)
      const cut = pair.indexOf('=')
      const gone =
        attributes.some((attribute) => /^max-age=0$/i.test(attribute)) || pair.slice(cut + 1) === ''
      if (gone) this.values.delete(pair.slice(0, cut))
      else this.values.set(pair.slice(0, cut), pair.slice(cut + 1))
    }
  }

  get header(): string {
    return [...this.values].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
