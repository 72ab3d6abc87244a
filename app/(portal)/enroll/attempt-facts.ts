import { getFormatter, getTranslations } from 'next-intl/server'
import type { Attempt } from './read-attempt.ts'
import { systemOf, type WizardAddress } from './wizard-address.ts'

/** An attempt as lines for the helpdesk, in the language of the person: what was chosen, how far it came, since when. */
export async function attemptFacts(address: WizardAddress, attempt: Attempt): Promise<string[]> {
  const t = await getTranslations('enroll')
  const format = await getFormatter()
  const { plan, stage, since, reason, invitation } = attempt
  const way = plan.step === 'sign_in' ? plan.kind : 'profile'
  const ownership = 'ownership' in plan ? plan.ownership : null
  const system = systemOf(address)
  return [
    ownership ? t(`choose.${ownership}.title`) : null,
    system ? t(`system.${system}.title`) : t('ask.system_unknown'),
    t('ask.way', { way: t(`plan.${way}.title`) }),
    t('ask.stage', { stage: t(`progress.${way === 'profile' ? 'link' : 'account'}.${stage}`) }),
    since
      ? t('ask.since', { when: format.dateTime(since, { dateStyle: 'medium', timeStyle: 'short' }) })
      : null,
    t('ask.reason', { reason: t(`stuck.${reason}.title`) }),
    invitation ? t('ask.reference', { reference: invitation.id }) : null,
  ].filter((line) => line !== null)
}
