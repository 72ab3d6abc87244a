import { getTranslations } from 'next-intl/server'
import { Link } from '#components/ui/link.tsx'
import type { PlannedStep } from '#lib/portal/enrollment/plan-wizard.ts'
import { systemOf, type WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

/** What has been answered, each with a way back to its question. */
export async function Answers(props: { address: WizardAddress; plan: PlannedStep; asked: boolean }) {
  const t = await getTranslations('enroll')
  const { address, plan, asked } = props
  if (!('ownership' in plan)) return null
  const { ownership } = plan
  const system = systemOf(address)
  const ways = 'kinds' in plan ? plan.kinds : []
  const { os } = address
  return (
    <ul className="mb-6 flex flex-wrap gap-x-5 gap-y-1.5 text-[0.9375rem] text-ink-soft">
      <li>
        {t(`choose.${ownership}.title`)}
        {asked ? (
          <>
            {' · '}
            <Link href={wizardHref({ os })}>{t('choose.change')}</Link>
          </>
        ) : null}
      </li>
      {system ? (
        <li>
          {t(`system.${system}.title`)} ·{' '}
          <Link href={wizardHref({ mac: ownership, os: 'ask' })}>{t('system.change')}</Link>
        </li>
      ) : null}
      {ways.length > 1 && plan.step !== 'plan' ? (
        <li>
          <Link href={wizardHref({ mac: ownership, os })}>{t('plan.others')}</Link>
        </li>
      ) : null}
    </ul>
  )
}
