import { getFormatter, getTranslations } from 'next-intl/server'
import { Link } from '#components/ui/link.tsx'

/** Which Macs somebody has here, so that nobody enrols one twice for want of knowing; nothing when there are none. */
export async function AlreadyHere({ macs }: { macs: { id: string; name: string }[] }) {
  if (macs.length === 0) return null
  const t = await getTranslations('enroll')
  const format = await getFormatter()
  const links = macs.map((mac) => (
    <Link key={mac.id} href={`/macs/${mac.id}`}>
      {mac.name}
    </Link>
  ))
  return (
    <p className="mb-6 text-[0.9375rem] text-ink-soft">
      {t.rich('already_here', { macs: () => format.list(links) })}
    </p>
  )
}
