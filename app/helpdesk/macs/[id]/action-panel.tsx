import { randomUUID } from 'node:crypto'
import { Lock, RefreshCw, RotateCcw } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { UnavailableAction } from '#components/ui/unavailable-action.tsx'
import { type Capability, canDo } from '#lib/mdm/protocol/capability.ts'
import type { Mac, ShownAction } from '#lib/portal/macs/queries.ts'
import { LockButton } from './lock-button.tsx'
import { RefreshButton } from './refresh-button.tsx'
import { RestartButton } from './restart-button.tsx'

/** Why a Mac cannot be asked this, as a key of helpdesk-macs.denial; null when it can. */
function denialOf(mac: Mac, capability: Capability | null): string | null {
  if (mac.status !== 'enrolled') return 'left'
  if (!capability) return null
  const enrollmentType = mac.enrollmentType as 'device' | 'user' | 'automated'
  const answer = canDo({ enrollmentType, accessRights: mac.accessRights }, capability)
  return answer.allowed ? null : answer.code
}

/**
 * What the helpdesk can do to this Mac now. What it can never do stands there too, with the reason. Each button is
 * made anew after its action was asked, with a request key of its own.
 */
export async function ActionPanel({ mac, actions }: { mac: Mac; actions: ShownAction[] }) {
  const t = await getTranslations('helpdesk-macs')
  const named = {
    id: mac.id,
    name: mac.name,
    ownerName: mac.ownerName,
    ownerEmail: mac.ownerEmail,
    serialNumber: mac.serialNumber,
    lastSeenAt: mac.lastSeenAt?.toISOString() ?? null,
  }
  const last = (kind: string) => actions.find((action) => action.kind === kind)?.id ?? 'none'
  const offers: { kind: string; capability: Capability | null; icon: ReactNode; button: ReactNode }[] = [
    {
      kind: 'refresh',
      capability: null,
      icon: <RefreshCw aria-hidden />,
      button: <RefreshButton key={last('refresh')} deviceId={mac.id} requestKey={randomUUID()} />,
    },
    {
      kind: 'restart',
      capability: 'restart',
      icon: <RotateCcw aria-hidden />,
      button: <RestartButton key={last('restart')} mac={named} requestKey={randomUUID()} />,
    },
    {
      kind: 'lock',
      capability: 'lock',
      icon: <Lock aria-hidden />,
      button: <LockButton key={last('lock')} mac={named} requestKey={randomUUID()} />,
    },
  ]
  return (
    <Card>
      <h2 className="mb-4 font-semibold">{t('actions.title')}</h2>
      <ul className="space-y-4">
        {offers.map(({ kind, capability, icon, button }) => {
          const denial = denialOf(mac, capability)
          return (
            <li key={kind}>
              {denial ? (
                <UnavailableAction icon={icon} reason={t(`denial.${denial}`)}>
                  {t(`${kind}.button`)}
                </UnavailableAction>
              ) : (
                button
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
