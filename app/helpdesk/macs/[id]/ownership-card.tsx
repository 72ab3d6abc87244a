import { randomUUID } from 'node:crypto'
import { ArrowRightLeft } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { endRow } from '#app/(portal)/macs/end-row.tsx'
import { Card } from '#components/ui/card.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { UnavailableAction } from '#components/ui/unavailable-action.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { getOwnership, type Ownership } from '#lib/portal/ownership/queries.ts'
import { EditOwnershipButton } from './edit-ownership-button.tsx'
import { HandOverButton } from './hand-over-button.tsx'

async function Facts({ facts }: { facts: Ownership }) {
  const t = await getTranslations('helpdesk-macs.ownership')
  const ours = facts.ownership === 'company'
  const ends = await Promise.all([
    endRow(t('lease'), facts.leaseEndsAt),
    endRow(t('warranty'), facts.warrantyEndsAt),
    endRow(t('apple_care'), facts.appleCareEndsAt),
  ])
  return (
    <>
      <DescriptionList
        items={[
          { label: t('belongs'), value: t(facts.ownership) },
          ...(ours ? [{ label: t('used_by'), value: t(facts.shared ? 'shared' : 'one') }] : []),
          ...(facts.assetTag ? [{ label: t('tag'), value: facts.assetTag }] : []),
          ...ends.flat(),
        ]}
      />
      {facts.sameTag.length > 0 ? (
        <p className="mt-3 text-caution-ink text-sm">
          {t('same_tag')}{' '}
          {facts.sameTag.map((other) => (
            <Link key={other.id} href={`/helpdesk/macs/${other.id}`} className="mr-2">
              {other.name}
            </Link>
          ))}
        </p>
      ) : null}
      {ours ? null : <p className="mt-3 text-ink-soft text-sm">{t('not_ours')}</p>}
    </>
  )
}

const asDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? ''

/** Whose a Mac is, what is known of that, and handing it over. */
export async function OwnershipCard({ helper, mac }: { helper: PersonActor; mac: Mac }) {
  const facts = await getOwnership(helper, mac.id)
  if (!facts) return null
  const t = await getTranslations('helpdesk-macs.ownership')
  const { ownership, shared, assetTag, changeDenial, handOverDenial, openInstalls, signedIn } = facts
  const named = {
    id: mac.id,
    name: mac.name,
    ownerName: mac.ownerName,
    ownerEmail: mac.ownerEmail,
    serialNumber: mac.serialNumber,
    lastSeenAt: mac.lastSeenAt?.toISOString() ?? null,
  }
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{t('title')}</h2>
      <Facts facts={facts} />
      <div className="mt-4 flex flex-wrap items-start gap-3">
        <EditOwnershipButton
          mac={{ id: mac.id, name: mac.name, ownership, shared, assetTag: assetTag ?? '' }}
          days={{
            leaseEndsAt: asDay(facts.leaseEndsAt),
            warrantyEndsAt: asDay(facts.warrantyEndsAt),
            appleCareEndsAt: asDay(facts.appleCareEndsAt),
          }}
          changeDenial={changeDenial}
        />
        {handOverDenial ? (
          <UnavailableAction icon={<ArrowRightLeft aria-hidden />} reason={t(`denial.${handOverDenial}`)}>
            {t('hand_over.button')}
          </UnavailableAction>
        ) : (
          <HandOverButton
            key={mac.ownerId}
            mac={named}
            ownerId={mac.ownerId}
            requestKey={randomUUID()}
            openInstalls={openInstalls}
            hints={{ signedIn, left: mac.status !== 'enrolled' }}
          />
        )}
      </div>
    </Card>
  )
}
