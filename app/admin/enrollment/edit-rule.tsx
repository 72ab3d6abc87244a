import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { enrollmentKinds, ownerships } from '#lib/portal/enrollment/policy.ts'
import type { GroupWithRule } from '#lib/portal/enrollment/queries.ts'
import { DropRule } from './drop-rule.tsx'
import { RuleForm } from './rule-form.tsx'

/** A group's rule, to change or take away; without one the form begins with everything offered. */
export async function EditRule({ group, name }: { group: GroupWithRule; name: string }) {
  const t = await getTranslations('admin-enrollment')
  const { id, rule } = group
  const start = rule ?? { kinds: [...enrollmentKinds], ownerships: [...ownerships], maxMacs: null }
  return (
    <Card className="mb-6 space-y-5">
      <h3 className="font-semibold text-lg">{t('edit.title', { group: name })}</h3>
      <RuleForm key={id} groupId={id} start={start} />
      {rule ? <DropRule groupId={id} group={name} /> : null}
    </Card>
  )
}
