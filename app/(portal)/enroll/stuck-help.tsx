import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import type { StuckReason } from '#lib/portal/enrollment/stuck-reason.ts'
import { AskHelpdesk } from './ask-helpdesk.tsx'
import { attemptFacts } from './attempt-facts.ts'
import type { Attempt } from './read-attempt.ts'
import type { WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

const beginsAgain: ReadonlySet<StuckReason> = new Set(['half_way', 'other_mac'])

/** Why it goes no further as far as we can tell, one next step, and a question with the facts already in it. */
export async function StuckHelp({ address, attempt }: { address: WizardAddress; attempt: Attempt }) {
  const t = await getTranslations('enroll.stuck')
  const again = wizardHref({ ...address, invitation: undefined, since: undefined })
  const facts = await attemptFacts(address, attempt)
  return (
    <Callout tone="caution" title={t(`${attempt.reason}.title`)} announce="status" className="mt-5">
      <p>
        {t(`${attempt.reason}.next`)}{' '}
        {beginsAgain.has(attempt.reason)
          ? t.rich('again', { link: (words) => <Link href={again}>{words}</Link> })
          : t.rich('article', { link: (words) => <Link href="/help/enrol-your-mac">{words}</Link> })}
      </p>
      <AreaMessages areas={['enroll']}>
        <AskHelpdesk address={wizardHref(address)} requestKey={randomUUID()} facts={facts} />
      </AreaMessages>
    </Callout>
  )
}
