import { MessageCircleQuestion } from 'lucide-react'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'

/** The way to a person. `article`: the one that did not answer the question, so that the helpdesk knows. */
export async function AskCard({ article }: { article?: string }) {
  const t = await getTranslations('help')
  const href = article ? `/tickets/new?article=${encodeURIComponent(article)}` : '/tickets/new'
  return (
    <Card>
      <MessageCircleQuestion aria-hidden className="mb-3 size-7 text-accent-mark" />
      <h2 className="font-semibold text-lg">{t('ask.title')}</h2>
      <p className="mt-1 mb-4 text-[0.9375rem] text-ink-soft">
        {t(article ? 'ask.after_article' : 'ask.body')}
      </p>
      <NextLink href={href} className={buttonStyle({ variant: 'primary', wide: true })}>
        {t('ask.button')}
      </NextLink>
    </Card>
  )
}
