import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { GroupNotFoundError } from './group-not-found-error.ts'
import { type PeopleAlike, type RuleEffect, type RuleOfGroup, ruleEffect } from './rule-effect.ts'
import type { ruleInput } from './schema.ts'

/** Tells what a rule would change before it is set. */
export async function previewRule(actor: Actor, draft: z.output<typeof ruleInput>): Promise<RuleEffect> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const group = await prisma().group.findUnique({ where: { id: draft.groupId } })
  if (!group) throw new GroupNotFoundError()
  const rows = await prisma().enrollmentRule.findMany({ include: { group: { select: { everyone: true } } } })
  const now: RuleOfGroup[] = rows.map(({ group: { everyone }, ...rule }) => ({ ...rule, everyone }))
  const then = [
    ...now.filter((rule) => rule.groupId !== draft.groupId),
    { ...draft, everyone: group.everyone },
  ]
  const groupIds = [...new Set(then.filter((rule) => !rule.everyone).map((rule) => rule.groupId))]
  const crowd = await prisma().$queryRaw<PeopleAlike[]>`
    WITH mac AS (
      SELECT owner_id, count(*)::int AS macs FROM device WHERE status = 'enrolled' GROUP BY owner_id
    ), somebody AS (
      SELECT coalesce(array_agg(m.group_id::text ORDER BY m.group_id) FILTER (WHERE m.group_id IS NOT NULL), '{}')
        AS groups, coalesce(max(mac.macs), 0) AS macs
      FROM person p
      LEFT JOIN membership m ON m.person_id = p.id AND m.group_id = ANY (${groupIds}::uuid[])
      LEFT JOIN mac ON mac.owner_id = p.id
      WHERE p.active GROUP BY p.id
    )
    SELECT groups AS "groupIds", macs, count(*)::int AS people FROM somebody GROUP BY 1, 2`
  return ruleEffect(crowd, now, then)
}
