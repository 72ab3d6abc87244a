'use server'

import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { chooseKind } from '#lib/portal/enrollment/choose-kind.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { chooseKindInput, inviteMacInput } from '#lib/portal/enrollment/schema.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { attemptFacts } from './attempt-facts.ts'
import { qrPath } from './qr-path.ts'
import { readAttempt } from './read-attempt.ts'
import { readAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

/** Makes the link that enrols one Mac. This answer is the only place where it is ever seen. */
export const makeLink = action({ role: 'employee', input: inviteMacInput }, async (actor, input) => {
  const { invitationId, url, expiresAt } = await inviteMac(actor, input)
  return { invitationId, url, expiresAt: expiresAt.toISOString(), qr: qrPath(url) }
})

const beginInput = chooseKindInput.extend({ os: z.enum(['13', '14', '15']).optional() })

/** Remembers the way that was chosen and leads to the steps in System Settings. */
export const beginSignIn = action(
  { role: 'employee', input: beginInput },
  async (actor, { kind, ownership, os }): Promise<undefined> => {
    const { since } = await chooseKind(actor, { kind, ownership })
    redirect(wizardHref({ mac: ownership, os, way: kind, since: since.getTime() }))
  },
)

const askInput = z.object({
  requestKey: z.uuid(),
  /** Where in the wizard the person is; only what it says of their own Mac is read. */
  address: z.string().max(500),
  message: z.string().max(2000).default(''),
})

/** Asks the helpdesk, with what the server knows of the attempt below the person's own words. */
export const askHelpdesk = action({ role: 'employee', input: askInput }, async (actor, input) => {
  const t = await getTranslations('enroll.ask')
  const query = new URL(input.address, 'http://wizard.invalid').searchParams
  const address = readAddress(Object.fromEntries(query))
  const facts = await attemptFacts(address, await readAttempt(actor, address))
  const lines = facts.map((fact) => `- ${fact}`).join('\n')
  return openTicket(actor, {
    requestKey: input.requestKey,
    subject: t('subject'),
    message: `${input.message || t('no_words')}\n\n${lines}`,
  })
})
