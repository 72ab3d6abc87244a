import { getTranslations } from 'next-intl/server'
import { CodeText } from '#components/ui/code-text.tsx'
import type { AuditEntry } from '#lib/server/generated/client.ts'

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Everything an entry holds, as it was written. */
export async function AuditDetail({ entry }: { entry: AuditEntry }) {
  const t = await getTranslations('admin-audit')
  const detail = typeof entry.detail === 'object' && entry.detail !== null ? Object.entries(entry.detail) : []
  const facts: [string, string][] = [
    [t('detail.number'), entry.id.toString()],
    [t('detail.action'), entry.action],
    [t('detail.subject'), `${entry.subjectKind} ${entry.subjectId}`],
    ...(entry.actorId ? [[t('detail.actor'), entry.actorId] satisfies [string, string]] : []),
    ...detail.map(([name, value]): [string, string] => [name, valueText(value)]),
    [t('detail.hash'), entry.hash],
  ]
  return (
    <details className="text-left text-sm">
      <summary className="min-h-6 text-accent-ink">{t('detail.show')}</summary>
      <dl className="mt-2 grid gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft">{name}</dt>
            <dd>
              <CodeText>{value}</CodeText>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
