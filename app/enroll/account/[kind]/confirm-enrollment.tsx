import { getTranslations } from 'next-intl/server'
import { organization } from '#app/organization.ts'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import type { AccountKind, Ownership } from '#lib/portal/enrollment/policy.ts'

export interface ConfirmEnrollmentProps {
  kind: AccountKind
  path: string
  name: string
  account: string
  ownerships: Ownership[]
  state: string | undefined
}

/**
 * Who enrols with which account, in which way, and the one button. A form of the browser's own, because its answer is
 * not a page: it goes to the Mac.
 */
export async function ConfirmEnrollment(props: ConfirmEnrollmentProps) {
  const { kind, path, name, account, ownerships, state } = props
  const t = await getTranslations('enroll-account')
  const company = (await organization()).name
  const [only] = ownerships
  return (
    <>
      <header className="text-center">
        <h1 className="text-balance font-semibold text-2xl">{t('confirm.title')}</h1>
        <p className="mt-1.5 text-ink-soft">{t('confirm.who', { name, account })}</p>
      </header>
      <Card>
        <form action={`/enroll/account/${path}/confirm`} method="post" className="space-y-5">
          <input type="hidden" name="account" value={account} />
          {state === undefined ? null : <input type="hidden" name="state" value={state} />}
          <p>{t(`confirm.${kind}`, { company })}</p>
          {ownerships.length > 1 ? (
            <RadioCards
              legend={t('confirm.whose')}
              name="ownership"
              required
              options={ownerships.map((value) => ({
                value,
                title: t(`confirm.${value}.title`),
                body: t(`confirm.${value}.body`),
              }))}
            />
          ) : (
            <input type="hidden" name="ownership" value={only} />
          )}
          <SubmitButton wide size="large">
            {t('confirm.go_on')}
          </SubmitButton>
        </form>
      </Card>
      <p className="text-center text-ink-soft text-sm">
        {t.rich('confirm.never', {
          link: (words) => <Link href="/privacy">{words}</Link>,
        })}
      </p>
    </>
  )
}
