'use server'

import { redirect } from 'next/navigation'
import { action } from '#lib/auth/action.ts'
import { previewRule } from '#lib/portal/enrollment/preview-rule.ts'
import { removeRule } from '#lib/portal/enrollment/remove-rule.ts'
import { domainsInput, groupInput, ruleInput, signInFormInput } from '#lib/portal/enrollment/schema.ts'
import { setRule } from '#lib/portal/enrollment/set-rule.ts'
import { setSignInForm } from '#lib/portal/enrollment/set-sign-in-form.ts'
import { updateDomains } from '#lib/portal/enrollment/update-domains.ts'

const page = '/admin/enrollment'

/** What the rule in the form would change; nothing is set. */
export const previewEffect = action({ role: 'admin', input: ruleInput }, previewRule)

/** Sets a group's rule. */
export const saveRule = action(
  { role: 'admin', input: ruleInput },
  async (admin, input): Promise<undefined> => {
    await setRule(admin, input)
    redirect(`${page}?saved=${input.groupId}`)
  },
)

/** Takes a group's rule away. */
export const dropRule = action(
  { role: 'admin', input: groupInput },
  async (admin, input): Promise<undefined> => {
    await removeRule(admin, input)
    redirect(`${page}?saved=${input.groupId}`)
  },
)

/** Sets the domains of the organisation's accounts. */
export const saveDomains = action({ role: 'admin', input: domainsInput }, async (admin, input) => {
  await updateDomains(admin, input)
  return input
})

/** Sets how Macs let somebody sign in. */
export const saveSignInForm = action({ role: 'admin', input: signInFormInput }, async (admin, input) => {
  await setSignInForm(admin, input)
  return input
})
