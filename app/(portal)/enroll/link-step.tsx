import { AreaMessages } from '#app/i18n/area-messages.tsx'
import type { Ownership } from '#lib/portal/enrollment/policy.ts'
import { env } from '#lib/server/env.ts'
import { ArrivalProgress } from './arrival-progress.tsx'
import { ContinueElsewhere } from './continue-elsewhere.tsx'
import { InstallGuide } from './install-guide.tsx'
import { LinkPanel } from './link-panel.tsx'
import type { Machine } from './machine.ts'
import type { Attempt } from './read-attempt.ts'
import { StuckHelp } from './stuck-help.tsx'
import { systemOf, type WizardAddress } from './wizard-address.ts'

/** The profile: its link, how far it has come, and how to install it. */
export function LinkStep(props: {
  address: WizardAddress
  attempt: Attempt
  ownership: Ownership
  machine: Machine
}) {
  const { address, attempt, ownership } = props
  const { invitation, expired, stage, since } = attempt
  const going = invitation !== null && !expired
  const system = systemOf(address)
  const elsewhere = { ...address, mac: ownership, way: 'profile' as const, invitation: undefined }
  // With keys, the link keeps its place in memory when it makes way for the guide.
  const link = (
    <AreaMessages key="link" areas={['enroll']}>
      <LinkPanel
        ownership={ownership}
        system={system}
        invitation={invitation && { id: invitation.id, expired }}
        demo={env().demo}
        machine={props.machine}
        elsewhere={<ContinueElsewhere address={elsewhere} />}
      />
    </AreaMessages>
  )
  const guide = going ? <InstallGuide key="guide" system={system} /> : null
  return (
    <div className="space-y-6">
      {going && since ? (
        <ArrivalProgress
          way="link"
          stage={stage}
          since={since}
          stumbled={attempt.stumbled}
          stuck={<StuckHelp address={address} attempt={attempt} />}
        />
      ) : null}
      {going && stage !== 'waiting' ? [guide, link] : [link, guide]}
    </div>
  )
}
