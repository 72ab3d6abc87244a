import { BookOpen, MessagesSquare } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { installWords } from '#app/installs/install-words.ts'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Link } from '#components/ui/link.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { ArticleCard } from '#lib/portal/knowledge/queries.ts'

/** Beside an install: why it failed and where help is. */
export async function InstallHelp(props: {
  install: InstallView
  article: ArticleCard | null
  own: boolean
}) {
  const { install, article } = props
  const t = await getTranslations('requests')
  const { failure } = await installWords(install)
  return (
    <>
      {failure ? (
        <Card className="space-y-4 text-[0.9375rem]">
          <div>
            <h2 className="font-semibold">{t('help.why')}</h2>
            <p className="mt-1 text-ink-soft">{failure.why}</p>
          </div>
          <div>
            <h2 className="font-semibold">{t('help.next')}</h2>
            <p className="mt-1 text-ink-soft">{failure.next}</p>
          </div>
          {article ? (
            <p className="flex gap-2.5">
              <BookOpen aria-hidden className="mt-0.5 size-4.5 shrink-0 text-ink-soft" />
              <Link href={`/help/${article.slug}`} lang={article.language}>
                {article.title}
              </Link>
            </p>
          ) : null}
        </Card>
      ) : null}
      <Card className="space-y-3 text-[0.9375rem]">
        <h2 className="font-semibold">{t('help.title')}</h2>
        <p className="text-ink-soft">{t('help.body')}</p>
        {props.own ? (
          <p className="flex gap-2.5">
            <MessagesSquare aria-hidden className="mt-0.5 size-4.5 shrink-0 text-ink-soft" />
            <Link href={`/tickets/new?install=${install.id}`}>{t('help.ask')}</Link>
          </p>
        ) : null}
        <div className="space-y-1.5 pt-1">
          <p className="text-ink-soft text-sm">{t('help.reference')}</p>
          <CopyField value={install.id} label={t('help.copy')} copiedLabel={t('help.copied')} />
        </div>
      </Card>
    </>
  )
}
