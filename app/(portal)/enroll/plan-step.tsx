import { FileDown, KeyRound, ShieldHalf } from 'lucide-react'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { AbilityList } from '#app/(portal)/macs/ability-list.tsx'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { LinkPending } from '#components/ui/link-pending.tsx'
import type { EnrollmentKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { BeginForm } from './begin-form.tsx'
import { grantOf, prospectOf } from './grant-of.ts'
import { systemOf, type WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

const icons = { account_user: <ShieldHalf />, account_device: <KeyRound />, profile: <FileDown /> } as const

interface PlanStepProps {
  address: WizardAddress
  ownership: Ownership
  kinds: EnrollmentKind[]
}

/** The way that suits this Mac best, why, and what IT gets by it; the others stand behind "another way". */
export async function PlanStep({ address, ownership, kinds }: PlanStepProps) {
  const t = await getTranslations('enroll.plan')
  const [best, ...others] = kinds
  if (!best) return null
  return (
    <AreaMessages areas={['enroll']}>
      <section aria-labelledby="plan" className="space-y-4">
        <h2 id="plan" className="font-semibold text-lg">
          {t(others.length > 0 ? 'title' : 'title_only')}
        </h2>
        <Way kind={best} address={address} ownership={ownership} best recommended={others.length > 0} />
        {others.length > 0 ? (
          <details className="rounded-card border border-line">
            <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
              {t('others')}
            </summary>
            <div className="space-y-4 border-line border-t p-4">
              {others.map((kind) => (
                <Way key={kind} kind={kind} address={address} ownership={ownership} />
              ))}
            </div>
          </details>
        ) : null}
      </section>
    </AreaMessages>
  )
}

async function Way(props: {
  kind: EnrollmentKind
  address: WizardAddress
  ownership: Ownership
  best?: boolean
  recommended?: boolean
}) {
  const { kind, address, ownership, best } = props
  const t = await getTranslations('enroll.plan')
  const abilities = grantOf(kind, ownership)
  const system = systemOf(address)
  return (
    <Card className="space-y-5">
      <div className="flex items-start gap-4">
        <span className="flex size-11 shrink-0 items-center justify-center rounded-xl bg-accent-soft text-accent-ink max-sm:hidden [&_svg]:size-5">
          {icons[kind]}
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="font-semibold text-lg leading-snug">{t(`${kind}.title`)}</h3>
            {props.recommended ? <Badge tone="accent">{t('recommended')}</Badge> : null}
          </div>
          <p className="mt-1 max-w-[62ch] text-ink-soft">{t(`${kind}.${ownership}`)}</p>
        </div>
      </div>
      {best ? (
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <AbilityList abilities={abilities} only="sees" brief />
          <AbilityList abilities={abilities} only="does" brief />
        </div>
      ) : null}
      <p className="text-[0.9375rem]">
        <Link href={`/privacy?kind=${prospectOf(kind, ownership)}`}>{t('privacy')}</Link>
      </p>
      {kind === 'profile' ? (
        <NextLink
          href={wizardHref({ ...address, mac: ownership, way: 'profile' })}
          className={buttonStyle({
            variant: best ? 'primary' : 'secondary',
            size: best ? 'large' : 'medium',
          })}
        >
          {t('profile.go')}
          <LinkPending />
        </NextLink>
      ) : (
        <BeginForm kind={kind} ownership={ownership} system={system} best={best ?? false} />
      )}
    </Card>
  )
}
