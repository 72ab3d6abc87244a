import { readdirSync, readFileSync } from 'node:fs'

export interface PortalFunction {
  name: string
  file: string
  /** What its first parameter is. */
  actor: 'Actor' | 'PersonActor'
}

/** Every exported function of lib/portal that acts for somebody, from the sources: a new one is among them. */
export function findPortalFunctions(): PortalFunction[] {
  const files = readdirSync('lib/portal', { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(`lib/portal/${file}`, 'utf8')
      const pattern = /export (?:async )?function (\w+)\(\s*\w+: (Actor|PersonActor)\b/g
      return [...source.matchAll(pattern)].map(([, name = '', actor]) => ({
        name,
        file: `lib/portal/${file}`,
        actor: actor === 'PersonActor' ? ('PersonActor' as const) : ('Actor' as const),
      }))
    })
}
