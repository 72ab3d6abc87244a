import { getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { ArrivalProgress } from './arrival-progress.tsx'
import { ContinueElsewhere } from './continue-elsewhere.tsx'
import type { Attempt } from './read-attempt.ts'
import { SignInGuide } from './sign-in-guide.tsx'
import { StuckHelp } from './stuck-help.tsx'
import { systemOf, type WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

/** Enrolling by signing in on the Mac: how far it has come, and what to press there. */
export async function SignInStep({ address, attempt }: { address: WizardAddress; attempt: Attempt }) {
  const t = await getTranslations('enroll.sign_in')
  const { situation, expired, stage, since } = attempt
  if (situation.account === null || since === null) return null
  return (
    <div className="space-y-6">
      {expired ? (
        <Callout tone="caution" title={t('expired_title')} announce="status">
          {t.rich('expired_body', {
            link: (words) => <Link href={wizardHref({ ...address, since: undefined })}>{words}</Link>,
          })}
        </Callout>
      ) : (
        <ArrivalProgress
          way="account"
          stage={stage}
          since={since}
          stumbled={attempt.stumbled}
          stuck={<StuckHelp address={address} attempt={attempt} />}
        />
      )}
      <SignInGuide system={systemOf(address)} account={situation.account} />
      <ContinueElsewhere address={address} />
    </div>
  )
}
