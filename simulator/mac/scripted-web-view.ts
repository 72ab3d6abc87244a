import type { WebView } from './account-sign-in.ts'
import { type HtmlForm, readHtmlForms, textOf } from './html-form.ts'
import { createHttpClient, type HttpClient, type HttpReply } from './http-client.ts'
import { MacError } from './mac-error.ts'

export type SignInScript = {
  /** Whose button is pressed where a demo asks who one is. */
  person: string
  /** What is answered where the page asks whose Mac it is. */
  ownership: 'personal' | 'company'
  trustedPem?: string[]
}

type Step = { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: Buffer }

const scheme = 'apple-remotemanagement-user-login:'
const mostSteps = 20

const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** The form that this page is about, filled in; null when there is none that a script knows. */
function fillIn(page: string, script: SignInScript): { form: HtmlForm; fields: [string, string][] } | null {
  const forms = readHtmlForms(page)
  const confirm = forms.find(({ action }) => action?.endsWith('/confirm'))
  if (confirm) {
    const asked = [...confirm.choices.keys()].map((name): [string, string] => [name, script.ownership])
    return { form: confirm, fields: [...confirm.hidden, ...asked] }
  }
  for (const form of forms) {
    const button = form.buttons.find(
      ({ name, text }) => name === 'personId' && plainLetters(text).includes(plainLetters(script.person)),
    )
    if (button) return { form, fields: [...form.hidden, [button.name, button.value]] }
  }
  return null
}

async function submit(url: string, form: HtmlForm, fields: [string, string][]): Promise<Step> {
  const target = new URL(form.action ?? url, url)
  const isMultipart = form.encoding === 'multipart/form-data'
  const data = isMultipart ? new FormData() : new URLSearchParams()
  for (const [name, value] of fields) data.append(name, value)
  const encoded = new Response(data)
  return {
    url: target.href,
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type') ?? form.encoding, origin: target.origin },
    body: Buffer.from(await encoded.arrayBuffer()),
  }
}

/** Cookies of one server: all that a sign-in of our own needs. */
function createCookies() {
  const jar = new Map<string, string>()
  return {
    header: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    take(lines: string[] = []) {
      for (const line of lines) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        if (at > 0) jar.set(pair.slice(0, at), pair.slice(at + 1))
      }
    },
  }
}

function saysNo(reply: HttpReply, page: string): MacError {
  const alert = /role="alert"[^>]*>([\s\S]*?)<\/p>/.exec(page)?.[1]
  const words = alert ? textOf(alert) : `The page cannot be signed in to by a script (status ${reply.status})`
  return new MacError('refused', words, { httpStatus: reply.status })
}

async function walk(http: HttpClient, address: string, script: SignInScript): Promise<string> {
  const cookies = createCookies()
  let step: Step = { url: address, method: 'GET', headers: {} }
  for (let steps = 0; steps < mostSteps; steps++) {
    const headers = { ...step.headers, cookie: cookies.header(), 'user-agent': 'Mozilla/5.0 (Macintosh)' }
    const reply = await http.send(step.url, { ...step, headers, redirect: 'manual' })
    cookies.take(reply.headers['set-cookie'])
    const { location } = reply.headers
    if (location?.startsWith(scheme)) return location
    if (location) {
      const url = new URL(location, step.url).href
      step =
        reply.status === 307 || reply.status === 308 ? { ...step, url } : { url, method: 'GET', headers: {} }
      continue
    }
    const page = reply.body.toString('utf8')
    const filled = fillIn(page, script)
    if (!filled) throw saysNo(reply, page)
    step = await submit(step.url, filled.form, filled.fields)
  }
  throw new MacError('refused', 'The sign-in leads round in circles')
}

/** A window in which nobody sits: it presses the buttons of a demo's sign-in and of the page that asks to confirm. */
export function scriptedWebView(script: SignInScript): WebView {
  return async (address) => {
    const http = createHttpClient(script.trustedPem)
    try {
      return await walk(http, address, script)
    } finally {
      http.close()
    }
  }
}
