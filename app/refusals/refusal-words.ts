import { getTranslations } from 'next-intl/server'
import type { ErrorReason } from '#lib/mdm/protocol/explain-error-table.ts'

/** Why a Mac refused, and the one next step. */
export async function refusalWords(reason: ErrorReason): Promise<{ why: string; next: string }> {
  const t = await getTranslations('mac-refusals')
  return { why: t(`${reason}.why`), next: t(`${reason}.next`) }
}
