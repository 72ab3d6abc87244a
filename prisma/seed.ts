import { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import { seedPeople } from '#lib/portal/accounts/seed-people.ts'
import { updateDomains } from '#lib/portal/enrollment/update-domains.ts'
import { prisma } from '#lib/server/prisma.ts'
import { requireApp } from '#prisma/demo/require-app.ts'
import { seedCatalog } from '#prisma/demo/seed-catalog.ts'
import { seedKnowledge } from '#prisma/demo/seed-knowledge.ts'

interface SeedStep {
  name: string
  words: string
  run(): Promise<unknown>
}

const actor = systemActor('Demo')
const key = 'demo.seeded'

/** In this order. A step may run twice when the process is killed in it, so each leaves alone what is there. */
const steps: SeedStep[] = [
  { name: 'people', words: 'people and groups', run: () => seedPeople(actor) },
  { name: 'catalog', words: 'apps, each a signed package', run: () => seedCatalog(actor) },
  { name: 'required', words: 'app that everybody gets', run: () => requireApp(actor) },
  {
    name: 'enrolment',
    words: 'domain for enrolling by signing in',
    run: () => updateDomains(actor, { domains: ['example.com'] }),
  },
  { name: 'knowledge', words: 'help articles', run: () => seedKnowledge(actor) },
]

/** Fills an empty demo: each step once in the life of a database, so what somebody deleted stays deleted. */
export async function seedDemo(onProgress: (words: string) => void): Promise<void> {
  const setting = await prisma().setting.findUnique({ where: { key } })
  const done = z.array(z.string()).parse(setting?.value ?? [])
  for (const step of steps) {
    if (done.includes(step.name)) continue
    onProgress(`Adding the demo's ${step.words} ...`)
    await step.run()
    done.push(step.name)
    await prisma().setting.upsert({ where: { key }, create: { key, value: done }, update: { value: done } })
  }
}
