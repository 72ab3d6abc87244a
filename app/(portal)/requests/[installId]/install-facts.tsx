import { getLocale, getTranslations } from 'next-intl/server'
import { originWords } from '#app/installs/origin-words.ts'
import { CodeText } from '#components/ui/code-text.tsx'
import { type DescriptionItem, DescriptionList } from '#components/ui/description-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { InstallView, RequestSummary } from '#lib/portal/installs/install-view.ts'

async function requestItems(request: RequestSummary, required: boolean): Promise<DescriptionItem[]> {
  const t = await getTranslations('requests.facts')
  const locale = await getLocale()
  const items: DescriptionItem[] = [
    { label: t('asked'), value: <RelativeTime date={request.createdAt} locale={locale} format="datetime" /> },
  ]
  if (request.reason) {
    items.push({ label: t('reason'), value: <span className="whitespace-pre-wrap">{request.reason}</span> })
  }
  if (required) return items
  if (request.decidedBy) {
    const declined = request.status === 'declined'
    items.push({
      label: t(declined ? 'declined_by' : 'approved_by'),
      value: request.decidedBy,
      hint: request.decidedAt ? (
        <RelativeTime date={request.decidedAt} locale={locale} format="datetime" />
      ) : undefined,
    })
  }
  if (request.decisionReason) {
    items.push({
      label: t('answer'),
      value: <span className="whitespace-pre-wrap">{request.decisionReason}</span>,
    })
  }
  return items
}

/**
 * What was asked for, where, and what was decided.
 *
 * errors    Apple's words, for those who can make something of them
 * macThere  the reader may see the Mac; it may have gone to somebody else since
 */
export async function InstallFacts(props: { install: InstallView; errors: string[]; macThere: boolean }) {
  const { install, errors } = props
  const t = await getTranslations('requests.facts')
  const items: DescriptionItem[] = [
    {
      label: t('app'),
      value: install.app.retired ? (
        install.app.name
      ) : (
        <Link href={`/apps/${install.app.slug}`}>{install.app.name}</Link>
      ),
      hint: t('version', { version: install.package.version }),
    },
    {
      label: t('mac'),
      value: props.macThere ? (
        <Link href={`/macs/${install.device.id}`}>{install.device.name}</Link>
      ) : (
        install.device.name
      ),
      hint: install.device.modelName,
    },
    ...(install.required ? [{ label: t('why'), value: await originWords(install) }] : []),
    ...(install.request ? await requestItems(install.request, install.required) : []),
  ]
  if (errors.length > 0) {
    items.push({
      label: t('errors'),
      value: (
        <span className="flex flex-col items-start gap-1">
          {errors.map((error) => (
            <CodeText key={error}>{error}</CodeText>
          ))}
        </span>
      ),
    })
  }
  return <DescriptionList items={items} />
}
