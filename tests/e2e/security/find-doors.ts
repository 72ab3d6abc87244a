import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Role } from '#lib/auth/actor.ts'

export interface PageDoor {
  /** As the folders say it: /macs/[id]. */
  route: string
  /** The least role; null for everybody. */
  role: Role | null
}

export interface ActionDoor {
  name: string
  id: string
  file: string
  role: Role | null
  /** A page that can be asked to run it. */
  page: string
}

function filesNamed(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    name.test(path.basename(file)),
  )
}

function routeOf(file: string): string {
  const parts = path.dirname(file).split(path.sep)
  return `/${parts.filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).join('/')}`
}

const areas: [string, Role][] = [
  ['(portal)', 'employee'],
  ['helpdesk', 'helpdesk'],
  ['admin', 'admin'],
  ['enroll', 'employee'],
]

/** Every page there is, from the folders: one that is made tomorrow is among them. */
export function findPages(): PageDoor[] {
  return filesNamed('app', /^page\.tsx$/).map((file) => {
    const area = areas.find(([folder]) => file.startsWith(`${folder}${path.sep}`))
    return { route: routeOf(file), role: area?.[1] ?? null }
  })
}

/** Every route handler there is. */
export function findRoutes(): string[] {
  return filesNamed('app', /^route\.tsx?$/).map(routeOf)
}

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
})

/** Every server action that was built, with the role that its source asks for. */
export function findActions(): ActionDoor[] {
  const built = manifest.parse(
    JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')),
  )
  return Object.entries(built.node).map(([id, { filename, exportedName, workers }]) => {
    const source = readFileSync(filename, 'utf8')
    const gate = new RegExp(
      `export const ${exportedName} = action(\\.forAnyone)?\\(\\s*(?:\\{\\s*role: '(\\w+)')?`,
    ).exec(source)
    if (!gate) throw new Error(`${filename}: ${exportedName} is not made by action(...)`)
    const role = gate[1] ? null : (gate[2] as Role)
    return {
      id,
      role,
      name: exportedName,
      file: filename,
      page: routeOf((Object.keys(workers)[0] ?? '').slice(4)),
    }
  })
}
