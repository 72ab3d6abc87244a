import { BookOpen } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { installWords } from '#app/installs/install-words.ts'
import { Link } from '#components/ui/link.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { ArticleCard } from '#lib/portal/knowledge/queries.ts'

/** Why an install did not get there, what to do, and the article that says more; nothing when all is well. */
export async function InstallFailure(props: { install: InstallView; article: ArticleCard | null }) {
  const t = await getTranslations('requests.help')
  const { failure } = await installWords(props.install)
  const { article, install } = props
  if (!failure) return null
  const answer = install.state === 'declined' ? install.request?.decisionReason : null
  return (
    <div className="mt-6 grid gap-x-8 gap-y-4 border-line border-t pt-5 text-[0.9375rem] sm:grid-cols-2">
      <div>
        <h2 className="font-semibold">{t('why')}</h2>
        <p className="mt-1 text-ink-soft">{failure.why}</p>
        {answer ? (
          <blockquote className="mt-2 whitespace-pre-wrap break-words border-line-strong border-l-2 pl-3">
            {answer}
          </blockquote>
        ) : null}
      </div>
      <div>
        <h2 className="font-semibold">{t('next')}</h2>
        <p className="mt-1 text-ink-soft">{failure.next}</p>
        {article ? (
          <p className="mt-2 flex gap-2">
            <BookOpen aria-hidden className="mt-0.5 size-4.5 shrink-0 text-ink-soft" />
            <Link href={`/help/${article.slug}`} lang={article.language}>
              {article.title}
            </Link>
          </p>
        ) : null}
      </div>
    </div>
  )
}
