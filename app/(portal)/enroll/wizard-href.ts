import type { WizardAddress } from './wizard-address.ts'

/** The address of the wizard in this state. */
export function wizardHref(address: WizardAddress): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(address)) if (value !== undefined) query.set(name, String(value))
  return query.size > 0 ? `/enroll?${query}` : '/enroll'
}
