import { z } from 'zod'
import type { AbilityKey, Privacy } from './derive.ts'

/** What the owner was last told that IT can and might do. A key that is in neither list was told as never. */
export const toldAbilities = z.object({
  personId: z.string(),
  can: z.array(z.string()),
  might: z.array(z.string()),
})

export type ToldAbilities = z.output<typeof toldAbilities>

/** An item that a notice or the timeline names: it may be of an older Zelf, which had other ones. */
export const abilityChange = z.object({
  can: z.array(z.string()),
  might: z.array(z.string()),
  policies: z.array(z.string()).default([]),
})

export type AbilityChange = z.output<typeof abilityChange>

export function tell(personId: string, privacy: Privacy): ToldAbilities {
  const keys = (items: { key: AbilityKey }[]) => items.map(({ key }) => key)
  return { personId, can: keys(privacy.always), might: keys(privacy.might) }
}

/** What is further in the second than in the first: from never to might, or from either to can. */
export function growth(from: ToldAbilities, to: ToldAbilities): Pick<AbilityChange, 'can' | 'might'> {
  const [could, known] = [new Set(from.can), new Set([...from.can, ...from.might])]
  return {
    can: to.can.filter((key) => !could.has(key)),
    might: to.might.filter((key) => !known.has(key)),
  }
}
