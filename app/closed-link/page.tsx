import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { SmallWindow } from '#app/enroll/small-window.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'

const reasons = ['used', 'expired', 'revoked'] as const

type Props = { searchParams: Promise<Record<string, unknown>> }

async function reasonIn({ searchParams }: Props) {
  const { why } = await searchParams
  return reasons.find((reason) => reason === why) ?? 'unknown'
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations('closed-link')
  return { title: t(`${await reasonIn(props)}.title`) }
}

/**
 * Where the MDM server leads a browser with an enrolment link that is no longer good. For everybody: whoever stands in
 * front of the Mac may not have signed in there.
 */
export default async function ClosedLinkPage(props: Props) {
  const t = await getTranslations('closed-link')
  const reason = await reasonIn(props)
  return (
    <SmallWindow>
      <Card className="space-y-4 text-center">
        <h1 className="text-balance font-semibold text-xl">{t(`${reason}.title`)}</h1>
        <p>{t(`${reason}.body`)}</p>
        <NextLink href="/enroll" className={buttonStyle({ variant: 'primary', size: 'large' })}>
          {t('make_new')}
        </NextLink>
      </Card>
    </SmallWindow>
  )
}
