import { Building2, ChevronRight, House } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { AbilityList } from '#app/(portal)/macs/ability-list.tsx'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { Link } from '#components/ui/link.tsx'
import { LinkPending } from '#components/ui/link-pending.tsx'
import type { EnrollmentKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { grantOf } from './grant-of.ts'
import type { WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

const icons = { company: <Building2 />, personal: <House /> } as const

/** The company's first: most Macs here are. */
const order: Ownership[] = ['company', 'personal']

/** The first question: whose Mac it is, and what IT can see and do then, in the way that suits such a Mac best. */
export async function ChooseOwnership(props: {
  address: WizardAddress
  choices: { ownership: Ownership; best: EnrollmentKind }[]
}) {
  const t = await getTranslations('enroll.choose')
  const grants = props.choices
    .toSorted((a, b) => order.indexOf(a.ownership) - order.indexOf(b.ownership))
    .map(({ ownership, best }) => ({ ownership, abilities: grantOf(best, ownership) }))
  // What can be seen is said once where it is the same either way.
  const alike = new Set(grants.map(({ abilities }) => JSON.stringify(abilities.sees))).size === 1
  const shared = alike ? grants[0]?.abilities : undefined
  return (
    <section aria-labelledby="whose">
      <h2 id="whose" className="mb-4 font-semibold text-lg">
        {t('title')}
      </h2>
      <div className="grid gap-4 md:grid-cols-2">
        {grants.map(({ ownership, abilities }) => (
          <Card key={ownership} interactive className="flex flex-col gap-5">
            <div className="flex items-start gap-3">
              <span className="flex size-11 shrink-0 items-center justify-center rounded-xl bg-accent-soft text-accent-ink [&_svg]:size-5">
                {icons[ownership]}
              </span>
              <div className="min-w-0 flex-1">
                <CardLink
                  href={wizardHref({ ...props.address, mac: ownership })}
                  className="text-lg leading-snug"
                >
                  {t(`${ownership}.title`)}
                  <LinkPending />
                </CardLink>
                <p className="mt-0.5 text-[0.9375rem] text-ink-soft">{t(`${ownership}.body`)}</p>
              </div>
              <ChevronRight aria-hidden className="mt-1 size-5 shrink-0 text-ink-soft" />
            </div>
            {shared ? null : <AbilityList abilities={abilities} only="sees" brief />}
            <AbilityList abilities={abilities} only="does" brief />
          </Card>
        ))}
      </div>
      {shared ? (
        <Card className="mt-4 bg-transparent shadow-none">
          <h3 className="mb-3 font-medium">{t('either_way')}</h3>
          <AbilityList abilities={shared} only="sees" untitled brief />
        </Card>
      ) : null}
      <p className="mt-5 text-[0.9375rem] text-ink-soft">
        {t.rich('never', {
          link: (words) => <Link href="/privacy">{words}</Link>,
        })}
      </p>
    </section>
  )
}
