import { readAttributePath } from './read-attribute-path.ts'
import { isRecord, type ScimResource } from './scim-document.ts'

export interface Selection {
  attributes: string | null
  excludedAttributes: string | null
}

/** Is in every answer, whatever was asked (RFC 7643: returned "always"). */
const always = ['schemas', 'id']

function readList(text: string | null): string[] | null {
  if (text === null || text.trim() === '') return null
  return text
    .slice(0, 4000)
    .split(',')
    .flatMap((one) => readAttributePath(one.trim())?.join('.') ?? [])
}

/** Whether an answer will tell of this attribute, so that what nobody wants is not even looked up. */
export function wants({ attributes, excludedAttributes }: Selection, name: string): boolean {
  const [only, without] = [readList(attributes), readList(excludedAttributes)]
  if (only) return only.some((one) => one === name || one.startsWith(`${name}.`))
  return !without?.includes(name)
}

/** What of a resource is sent (RFC 7644 section 3.9): some attributes alone, or all but some. */
export function selectAttributes(resource: ScimResource, selection: Selection): Record<string, unknown> {
  const [only, without] = [readList(selection.attributes), readList(selection.excludedAttributes)]
  if (!only && !without) return resource
  const isWanted = (path: string) =>
    only ? only.some((one) => one === path || path.startsWith(`${one}.`)) : !without?.includes(path)
  const hasWantedPart = (name: string) => only?.some((one) => one.startsWith(`${name}.`)) ?? true
  const entries = Object.entries(resource).flatMap(([key, value]): [string, unknown][] => {
    const name = key.toLowerCase()
    if (always.includes(name)) return [[key, value]]
    if (!isWanted(name) && !(only && hasWantedPart(name))) return []
    return [[key, selectParts(value, (part) => isWanted(`${name}.${part.toLowerCase()}`))]]
  })
  return Object.fromEntries(entries)
}

function selectParts(value: unknown, isWanted: (part: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => selectParts(one, isWanted))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([part]) => isWanted(part)))
}
