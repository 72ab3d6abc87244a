import type { SourceFile } from './source-file.ts'
import { findAll } from './walk.ts'

const empty = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc', 'manager', 'base']
const nextDemands =
  /^app\/(.*\/)?(page|layout|loading|error|global-error|not-found|forbidden|unauthorized|template|default|icon|apple-icon|opengraph-image|sitemap|robots|manifest)\.tsx?$/
const toolsDemand = /^([^/]+\.config\.(ts|mjs)|app\/i18n\/request\.ts)$/

export function findBadNames(sources: SourceFile[]): string[] {
  return sources.flatMap(({ path }) => {
    const parts = path.replace(/\.[a-z.]+$/, '').split('/')
    const wrong: string[] = []
    if (parts.at(-1) === 'index') wrong.push(`${path}:1 is a barrel`)
    for (const part of parts) if (empty.includes(part)) wrong.push(`${path}:1 "${part}" says nothing`)
    const kebab = /^_?(\(?[a-z0-9]+(-[a-z0-9]+)*\)?|\[{1,2}(\.\.\.)?[a-zA-Z]+\]{1,2})$/
    for (const part of parts)
      if (!kebab.test(part.replace(/\.(test|config)$/, '')))
        wrong.push(`${path}:1 "${part}" is not kebab-case`)
    return wrong
  })
}

export function findDefaultExports(sources: SourceFile[]): string[] {
  return sources
    .filter(({ path }) => !nextDemands.test(path) && !toolsDemand.test(path))
    .flatMap((file) =>
      findAll(file.tree, 'ExportDefaultDeclaration').map((node) => `${file.at(node.start)} a default export`),
    )
}
