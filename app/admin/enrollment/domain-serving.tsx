import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CodeText } from '#components/ui/code-text.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { runtime } from '#lib/server/runtime.ts'

const wellKnown = '/.well-known/com.apple.remotemanagement'

/** What each domain's own web server has to answer, so that a Mac finds its way here. */
export async function DomainServing({ domains }: { domains: string[] }) {
  const t = await getTranslations('admin-enrollment.domains')
  const home = new URL(runtime().publicUrl)
  if (domains.length === 0) return <p className="text-[0.9375rem] text-ink-soft">{t('none')}</p>
  const code = (words: ReactNode) => <CodeText>{words}</CodeText>
  return (
    <div className="space-y-4 border-line border-t pt-5">
      <div>
        <h3 className="font-medium">{t('serve_title')}</h3>
        <p className="mt-1 text-[0.9375rem] text-ink-soft">{t.rich('serve_body', { code })}</p>
      </div>
      <ul className="space-y-2 text-[0.9375rem]">
        {domains.map((domain) => (
          <li key={domain}>
            <CodeText>{`https://${domain}${wellKnown}`}</CodeText>
            <span className="block text-ink-soft text-sm">
              {t(domain === home.hostname && home.protocol === 'https:' ? 'served_here' : 'to_redirect')}
            </span>
          </li>
        ))}
      </ul>
      <CopyField value={`${home.origin}${wellKnown}`} label={t('copy')} copiedLabel={t('copied')} />
      {home.protocol === 'https:' ? null : <p className="text-caution-ink text-sm">{t('not_https')}</p>}
      <p className="text-ink-soft text-sm">{t('fallback')}</p>
    </div>
  )
}
