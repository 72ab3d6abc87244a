import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/table/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { enrollmentKinds, ownerships } from '#lib/portal/enrollment/policy.ts'
import type { GroupWithRule } from '#lib/portal/enrollment/queries.ts'

/** Every group with what its people are offered, in words. */
export async function RuleTable({ groups, edited }: { groups: GroupWithRule[]; edited: string | undefined }) {
  const t = await getTranslations('admin-enrollment')
  const fallback = groups.some((group) => group.everyone && group.rule)
  const without = (group: GroupWithRule) => (
    <span className="text-ink-soft">{t(group.everyone || !fallback ? 'rules.all' : 'rules.inherits')}</span>
  )
  return (
    <DataTable
      caption={t('rules.title')}
      rows={groups}
      rowKey={(group) => group.id}
      columns={[
        {
          id: 'group',
          header: t('columns.group'),
          cell: (group) => (
            <span>
              {group.everyone ? t('everyone') : group.name}
              <span className="block font-normal text-ink-soft text-sm">
                {t('people', { count: group.people })}
              </span>
            </span>
          ),
        },
        {
          id: 'kinds',
          header: t('columns.kinds'),
          cell: (group) =>
            group.rule ? (
              <ul>
                {enrollmentKinds
                  .filter((kind) => group.rule?.kinds.includes(kind))
                  .map((kind) => (
                    <li key={kind}>{t(`kinds.${kind}.short`)}</li>
                  ))}
              </ul>
            ) : (
              without(group)
            ),
        },
        {
          id: 'ownerships',
          header: t('columns.ownerships'),
          cell: ({ rule }) =>
            rule
              ? ownerships
                  .filter((whose) => rule.ownerships.includes(whose))
                  .map((whose) => t(`ownerships.${whose}.short`))
                  .join(', ')
              : '–',
        },
        {
          id: 'max',
          header: t('columns.max'),
          align: 'end',
          cell: ({ rule }) => (rule ? (rule.maxMacs ?? t('any')) : '–'),
        },
        {
          id: 'edit',
          header: t('columns.edit'),
          align: 'end',
          cell: (group) =>
            group.id === edited ? (
              t('rules.editing')
            ) : (
              <Link href={`/admin/enrollment?group=${group.id}`}>
                {t(group.rule ? 'rules.change' : 'rules.add')}
                <span className="sr-only"> ({group.everyone ? t('everyone') : group.name})</span>
              </Link>
            ),
        },
      ]}
      empty={<EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>}
    />
  )
}
