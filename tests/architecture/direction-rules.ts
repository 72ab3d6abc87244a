import { type Import, importsOf } from './imports.ts'
import type { SourceFile } from './source-file.ts'

const below: Record<string, string[]> = {
  app: ['app', 'components', 'lib/jobs', 'lib/portal', 'lib/auth', 'lib/server', 'lib/mdm', 'messages'],
  components: ['components'],
  'lib/jobs': ['lib/jobs', 'lib/portal', 'lib/auth', 'lib/server', 'lib/mdm'],
  'lib/portal': ['lib/portal', 'lib/auth', 'lib/server', 'lib/mdm'],
  'lib/auth': ['lib/auth', 'lib/server', 'lib/mdm'],
  'lib/server': ['lib/server', 'lib/mdm'],
  'lib/mdm': ['lib/mdm'],
  simulator: ['simulator'],
  prisma: ['prisma', 'lib/portal', 'lib/auth', 'lib/server'],
}

/** Which room of the house a file is in; null for the entry, tools and tests, which may look everywhere. */
export function roomOf(file: string): string | null {
  return Object.keys(below).find((room) => file.startsWith(`${room}/`)) ?? null
}

function checkRoom({ from, target, offset }: Import): string[] {
  const room = roomOf(from.path)
  if (room === null || target === null) return []
  const allowed = below[room] ?? []
  if (allowed.some((other) => target.startsWith(`${other}/`))) return []
  return [`${from.at(offset)} ${room} does not import ${target}`]
}

function checkPortalNeighbours({ from, target, offset }: Import): string[] {
  const [mine, theirs] = [from.path, target ?? ''].map((file) => /^lib\/portal\/([^/]+)\//.exec(file)?.[1])
  if (!mine || !theirs || mine === theirs || theirs === 'audit') return []
  return [`${from.at(offset)} lib/portal/${mine} does not import its neighbour ${theirs}`]
}

/** The MDM server has one door, server.ts; its pure functions and its SQL shape may be used as well. */
function checkMdmDoor({ from, target, offset }: Import): string[] {
  if (!target?.startsWith('lib/mdm/') || from.path.startsWith('lib/mdm/')) return []
  if (roomOf(from.path) === null || /^lib\/mdm\/(server\.ts|protocol\/.*|store\/sql\.ts)$/.test(target))
    return []
  return [`${from.at(offset)} goes past the door of lib/mdm to ${target}`]
}

function checkEdges({ from, target, offset, typeOnly }: Import): string[] {
  if (!from.path.startsWith('app/') || target === null || typeOnly) return []
  const inside = ['lib/server/prisma.ts', 'lib/server/generated/', 'lib/mdm/store/']
  return inside.some((place) => target.startsWith(place))
    ? [`${from.at(offset)} app does not use ${target}`]
    : []
}

function checkSpelling({ from, specifier, target, offset }: Import): string[] {
  if (target === null) return []
  const wrong: string[] = []
  if (!/\.(tsx?|mjs|css|json)$/.test(specifier))
    wrong.push(`${from.at(offset)} ${specifier} lacks its ending`)
  return wrong
}

export function findWrongDirections(sources: SourceFile[]): string[] {
  const checks = [checkRoom, checkPortalNeighbours, checkMdmDoor, checkEdges, checkSpelling]
  return sources.flatMap(importsOf).flatMap((one) => checks.flatMap((check) => check(one)))
}

/** Each circle of imports once, as the files that it goes through. */
export function findCycles(sources: SourceFile[]): string[] {
  const next = new Map(
    sources.map((file) => [file.path, importsOf(file).flatMap(({ target }) => (target ? [target] : []))]),
  )
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (file: string, trail: string[]): void => {
    if (state.get(file) === 'done' || !next.has(file)) return
    if (state.get(file) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
      return
    }
    state.set(file, 'open')
    for (const target of next.get(file) ?? []) visit(target, [...trail, file])
    state.set(file, 'done')
  }
  for (const file of next.keys()) visit(file, [])
  return cycles
}
