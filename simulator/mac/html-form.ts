export type HtmlButton = { name: string; value: string; text: string }

export type HtmlForm = {
  action: string | null
  encoding: 'multipart/form-data' | 'application/x-www-form-urlencoded'
  hidden: [string, string][]
  /** The values that each group of radio buttons offers. */
  choices: Map<string, string[]>
  buttons: HtmlButton[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }

const decode = (text: string): string =>
  text.replace(/&([a-z]+|#\w+);/g, (all, name) => entities[name] ?? all)

function attributesOf(tag: string): Map<string, string> {
  const pairs = tag.matchAll(/([\w:-]+)="([^"]*)"/g)
  return new Map([...pairs].map(([, name = '', value = '']) => [name.toLowerCase(), decode(value)]))
}

/** The words of a piece of a page. */
export function textOf(html: string): string {
  return decode(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

function readForm(tag: string, inside: string): HtmlForm {
  const attributes = attributesOf(tag)
  const inputs = [...inside.matchAll(/<input\b([^>]*)>/g)].map(([, input = '']) => attributesOf(input))
  const choices = new Map<string, string[]>()
  for (const input of inputs.filter((one) => one.get('type') === 'radio')) {
    const name = input.get('name') ?? ''
    choices.set(name, [...(choices.get(name) ?? []), input.get('value') ?? ''])
  }
  return {
    action: attributes.get('action') || null,
    encoding:
      attributes.get('enctype') === 'multipart/form-data'
        ? 'multipart/form-data'
        : 'application/x-www-form-urlencoded',
    hidden: inputs
      .filter((input) => input.get('type') === 'hidden')
      .map((input) => [input.get('name') ?? '', input.get('value') ?? '']),
    choices,
    buttons: [...inside.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(
      ([, button = '', words = '']) => {
        const own = attributesOf(button)
        return { name: own.get('name') ?? '', value: own.get('value') ?? '', text: textOf(words) }
      },
    ),
  }
}

/** The forms of a page as it comes from the server, before any script. */
export function readHtmlForms(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = '', inside = '']) =>
    readForm(tag, inside),
  )
}
