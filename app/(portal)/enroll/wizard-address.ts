import { z } from 'zod'
import type { WizardAnswers } from '#lib/portal/enrollment/plan-wizard.ts'
import { enrollmentKinds, ownerships } from '#lib/portal/enrollment/policy.ts'

const greatestTime = 8.64e15

/**
 * The wizard's state stands in its address. mac: whose it is; os: 13 and older, 14, 15 and newer, or `ask` when the
 * browser's word is not to be taken; since: when the steps in System Settings were begun; invitation: of a link.
 */
const shape = z.object({
  mac: z.enum(ownerships).optional().catch(undefined),
  os: z.enum(['13', '14', '15', 'ask']).optional().catch(undefined),
  way: z.enum(enrollmentKinds).optional().catch(undefined),
  since: z.coerce.number().int().min(0).max(greatestTime).optional().catch(undefined),
  invitation: z.string().optional().catch(undefined),
})

export type WizardAddress = z.output<typeof shape>
export type MacSystem = Exclude<WizardAddress['os'], 'ask' | undefined>

export function readAddress(given: Record<string, unknown>): WizardAddress {
  return shape.parse(given)
}

/** The macOS that was told, when one was. */
export function systemOf({ os }: WizardAddress): MacSystem | undefined {
  return os === 'ask' ? undefined : os
}

const majors = { '13': 13, '14': 14, '15': 15 } as const

export function answersIn(address: WizardAddress): WizardAnswers {
  const system = systemOf(address)
  return {
    ownership: address.mac ?? null,
    system: system ? majors[system] : null,
    kind: address.way ?? null,
    begun: address.since !== undefined,
  }
}
