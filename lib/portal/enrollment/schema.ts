import { z } from 'zod'
import { enrollmentKinds, fittingKinds, type Offered, ownerships } from './policy.ts'
import { signInForms } from './sign-in-form.ts'

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** A whole name of two labels or more, as Macs accept one behind the @; not an address in numbers. */
function isDomain(name: string): boolean {
  const labels = name.split('.')
  const last = labels.at(-1) ?? ''
  return (
    name.length <= 253 && labels.length >= 2 && labels.every((one) => label.test(one)) && /[a-z]/.test(last)
  )
}

export const domainsSchema = z.array(z.string().refine(isDomain, 'enrollment_domain_invalid')).max(50)

/** As an admin types them: on lines of their own, or with commas; an @ in front is forgiven. */
export const domainsInput = z.object({
  domains: z
    .string()
    .default('')
    .transform((text) => {
      const names = text
        .split(/[\s,;]+/)
        .map((name) => name.toLowerCase().replace(/^@/, '').replace(/\.$/, ''))
      return [...new Set(names.filter((name) => name !== ''))]
    })
    .pipe(domainsSchema),
})

export const signInFormSchema = z.enum(signInForms)
export const signInFormInput = z.object({ form: signInFormSchema })

/** One tick in a form is a word, several are a list. */
function some<const Choice extends string>(choices: readonly Choice[], code: string) {
  return z
    .union([z.array(z.enum(choices)), z.enum(choices).transform((one) => [one])], code)
    .refine((list) => list.length > 0, code)
    .transform((list) => choices.filter((choice) => list.includes(choice)))
}

/** False for what nobody could use, such as the private way for the company's Macs alone. */
function opensAWay(offered: Offered): boolean {
  return ownerships.some(
    (ownership) =>
      fittingKinds({ ownership, osVersion: null, offered, hasManagedAppleAccount: true }).length > 0,
  )
}

export const ruleInput = z
  .object({
    groupId: z.uuid(),
    kinds: some(enrollmentKinds, 'enrollment_rule_kinds'),
    ownerships: some(ownerships, 'enrollment_rule_ownerships'),
    /** Null is any number. */
    maxMacs: z.coerce
      .number('enrollment_rule_max')
      .int('enrollment_rule_max')
      .min(0, 'enrollment_rule_max')
      .max(1000, 'enrollment_rule_max')
      .nullish()
      .transform((number) => number ?? null),
  })
  .refine(opensAWay, { path: ['ownerships'], error: 'enrollment_rule_empty' })

export const groupInput = z.object({ groupId: z.uuid() })

export const inviteMacInput = z.object({ ownership: z.enum(ownerships) })

export const chooseKindInput = z.object({
  kind: z.enum(['account_user', 'account_device']),
  ownership: z.enum(ownerships),
})
