import { AreaMessages } from '#app/i18n/area-messages.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { continueElsewhere } from '#lib/portal/enrollment/continue-elsewhere.ts'
import { runtime } from '#lib/server/runtime.ts'
import { AlreadyHere } from './already-here.tsx'
import { Answers } from './answers.tsx'
import { ChooseOwnership } from './choose-ownership.tsx'
import { ChooseSystem } from './choose-system.tsx'
import { GuessSystem } from './guess-system.tsx'
import { Hindrance } from './hindrance.tsx'
import { LinkStep } from './link-step.tsx'
import type { Machine } from './machine.ts'
import { NotOnMac } from './not-on-mac.tsx'
import { PlanStep } from './plan-step.tsx'
import type { Attempt } from './read-attempt.ts'
import { SignInStep } from './sign-in-step.tsx'
import { StepFocus } from './step-focus.tsx'
import { TooManyMacs } from './too-many-macs.tsx'
import type { WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'
import { WizardSteps } from './wizard-steps.tsx'

interface WizardBodyProps {
  person: PersonActor
  address: WizardAddress
  attempt: Attempt
  machine: Machine
}

/** The step that somebody is at, below what they answered; or why there is none. */
export function WizardBody({ person, address, attempt, machine }: WizardBodyProps) {
  const { plan, situation, invitation, pushMissing, refused } = attempt
  const admin = person.role === 'admin'
  // A Mac that is on its way is not stopped here: what keeps it is said where it stands.
  if (pushMissing && !invitation) return <Hindrance kind="closed" admin={admin} />
  if (situation.full && (!invitation || refused)) return <TooManyMacs situation={situation} />
  if (refused) return <Hindrance kind="not_admitted" admin={admin} />
  if (plan.step === 'nothing') {
    const { kinds, ownerships } = situation.offered
    const wanting = kinds.length > 0 && ownerships.length > 0 && situation.account === null
    return <Hindrance kind={wanting ? 'no_account' : 'nothing'} admin={admin} />
  }
  const guess = address.os === undefined && (plan.step === 'whose' || plan.step === 'system')
  return (
    <>
      <WizardSteps attempt={attempt} />
      {address.mac || invitation ? null : <AlreadyHere macs={situation.macs} />}
      {invitation ? null : (
        <AreaMessages areas={['enroll']}>
          <NotOnMac told={machine} url={continueElsewhere(runtime().publicUrl, wizardHref(address))} />
        </AreaMessages>
      )}
      <Answers address={address} plan={plan} asked={situation.offered.ownerships.length > 1} />
      <StepFocus step={plan.step}>
        <Step address={address} attempt={attempt} admin={admin} machine={machine} />
      </StepFocus>
      {guess ? (
        <GuessSystem
          hrefs={{
            '13': wizardHref({ ...address, os: '13' }),
            '14': wizardHref({ ...address, os: '14' }),
            '15': wizardHref({ ...address, os: '15' }),
          }}
        />
      ) : null}
    </>
  )
}

function Step(props: Omit<WizardBodyProps, 'person'> & { admin: boolean }) {
  const { address, attempt } = props
  const { plan } = attempt
  switch (plan.step) {
    case 'nothing':
      return null
    case 'whose':
      return <ChooseOwnership address={address} choices={plan.choices} />
    case 'system':
      return <ChooseSystem address={{ ...address, mac: plan.ownership }} />
    case 'too_old':
      return <Hindrance kind="too_old" admin={props.admin} />
    case 'plan':
      return <PlanStep address={address} ownership={plan.ownership} kinds={plan.kinds} />
    case 'link':
      return (
        <LinkStep address={address} attempt={attempt} ownership={plan.ownership} machine={props.machine} />
      )
    case 'sign_in':
      return <SignInStep address={address} attempt={attempt} />
  }
}
