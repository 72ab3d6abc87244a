import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { env } from '#lib/server/env.ts'
import type { Locale } from './locale.ts'

export interface Messages {
  [key: string]: string | Messages
}

const kept = new Map<Locale, Promise<Messages>>()

/**
 * messages/<locale>/<area>.json becomes the namespace <area>. A file's top-level "errors" joins the one namespace
 * `errors`, whose keys are the codes of typed errors, and so does all of errors.json.
 */
async function mergeAreas(locale: Locale): Promise<Messages> {
  const directory = path.join(process.cwd(), 'messages', locale)
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  const merged: Messages = {}
  let errors: Messages = {}
  for (const file of files) {
    const area = path.basename(file, '.json')
    const content: Messages = JSON.parse(await readFile(path.join(directory, file), 'utf8'))
    const { errors: own, ...rest } = content
    if (typeof own === 'object') errors = { ...errors, ...own }
    if (area === 'errors') errors = { ...errors, ...rest }
    else merged[area] = rest
  }
  return { ...merged, errors }
}

/** Every message of a language, read once (in development, at every request). */
export function readMessages(locale: Locale): Promise<Messages> {
  const known = kept.get(locale)
  if (known && env().NODE_ENV !== 'development') return known
  const reading = mergeAreas(locale)
  kept.set(locale, reading)
  return reading
}
