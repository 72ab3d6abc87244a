import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DrawingLaptop } from '#components/ui/drawing-laptop.tsx'
import { Link } from '#components/ui/link.tsx'

/** For somebody without a Mac here: the one thing to begin with. */
export async function EnrolCard() {
  const t = await getTranslations('home.enrol')
  return (
    <Card className="flex flex-col items-center gap-8 sm:flex-row sm:p-10">
      <DrawingLaptop className="w-56 max-w-full shrink-0 sm:w-64" />
      <div className="max-sm:text-center">
        <h2 className="font-semibold text-2xl">{t('title')}</h2>
        <p className="mt-2 max-w-[52ch] text-balance text-ink-soft">{t('body')}</p>
        <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3 max-sm:justify-center">
          <NextLink href="/enroll" className={buttonStyle({ variant: 'primary', size: 'large' })}>
            {t('action')}
          </NextLink>
          <Link href="/privacy">{t('privacy')}</Link>
        </div>
      </div>
    </Card>
  )
}
