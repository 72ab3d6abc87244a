import { getTranslations } from 'next-intl/server'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { verifyChain } from '#lib/portal/audit/verify-chain.ts'

/** Whether every entry is still as it was written, as far as verifyChain finds out. */
export async function ChainStatus({ admin }: { admin: PersonActor }) {
  const t = await getTranslations('admin-audit')
  const chain = await verifyChain(admin)
  if (chain.intact)
    return <StatusPill tone="positive">{t('chain.intact', { count: chain.count })}</StatusPill>
  return <StatusPill tone="critical">{t(`chain.${chain.kind}`, { entry: chain.entry })}</StatusPill>
}
