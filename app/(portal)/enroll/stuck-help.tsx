import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { AskHelpdesk } from './ask-helpdesk.tsx'
import { attemptFacts } from './attempt-facts.ts'
import type { Attempt } from './read-attempt.ts'
import type { WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

/** Why it goes no further as far as we can tell, one next step, and a question with the facts already in it. */
export async function StuckHelp({ address, attempt }: { address: WizardAddress; attempt: Attempt }) {
  const t = await getTranslations('enroll.stuck')
  const facts = await attemptFacts(address, attempt)
  return (
    <Callout tone="caution" title={t(`${attempt.reason}.title`)} announce="status" className="mt-5">
      <p>
        {t(`${attempt.reason}.next`)}{' '}
        {t.rich('article', { link: (words) => <Link href="/help/enrol-your-mac">{words}</Link> })}
      </p>
      <AreaMessages areas={['enroll']}>
        <AskHelpdesk address={wizardHref(address)} requestKey={randomUUID()} facts={facts} />
      </AreaMessages>
    </Callout>
  )
}
