import { Download } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'

const portal = 'https://identity.apple.com/pushcert'

/** What to do at Apple, with the file for it. The file is no secret: a public key with the vendor's signature. */
export async function AppleStep(props: {
  signed: Uint8Array | null
  isRenewal: boolean
  account: string | null
}) {
  const t = await getTranslations('admin-push.apple')
  const { signed, isRenewal, account } = props
  if (!signed) return null
  const data = `data:application/octet-stream;base64,${Buffer.from(signed).toString('base64')}`
  const words = {
    link: (text: React.ReactNode) => (
      <Link href={portal} external externalLabel={t('new_tab')}>
        {text}
      </Link>
    ),
    strong: (text: React.ReactNode) => <strong className="font-semibold">{text}</strong>,
  }
  return (
    <>
      <a href={data} download="push-certificate-request.plist" className={buttonStyle({})}>
        <Download aria-hidden />
        {t('download')}
      </a>
      <ol className="list-decimal space-y-1.5 pl-5 marker:text-ink-soft">
        <li>{t.rich(account ? 'sign_in_as' : 'sign_in', { ...words, account: account ?? '' })}</li>
        <li>{t.rich(isRenewal ? 'renew' : 'create', words)}</li>
        <li>{t('upload')}</li>
        <li>{t('save')}</li>
      </ol>
    </>
  )
}
