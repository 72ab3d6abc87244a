import { ChevronRight } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { LinkPending } from '#components/ui/link-pending.tsx'
import { DrawingAboutMac } from './drawing-about-mac.tsx'
import type { WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

const systems = ['15', '14', '13'] as const

/** The second question: what the Mac runs, and how to see it. */
export async function ChooseSystem({ address }: { address: WizardAddress }) {
  const t = await getTranslations('enroll.system')
  return (
    <section aria-labelledby="system">
      <h2 id="system" className="font-semibold text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 mb-4 max-w-[62ch] text-ink-soft">{t('body')}</p>
      <ul className="space-y-3">
        {systems.map((os) => (
          <li key={os}>
            <Card interactive padding="small" className="flex items-center gap-4">
              <div className="min-w-0 flex-1">
                <CardLink href={wizardHref({ ...address, os })}>
                  {t(`${os}.title`)}
                  <LinkPending />
                </CardLink>
                <p className="mt-0.5 text-[0.9375rem] text-ink-soft">{t(`${os}.body`)}</p>
              </div>
              <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-soft" />
            </Card>
          </li>
        ))}
      </ul>
      <Card className="mt-6 grid items-center gap-6 bg-transparent shadow-none sm:grid-cols-[1fr_minmax(0,16rem)]">
        <div>
          <h3 className="font-medium">{t('how_title')}</h3>
          <p className="mt-1 text-[0.9375rem] text-ink-soft">
            {t.rich('how', { b: (words) => <strong className="text-ink">{words}</strong> })}
          </p>
        </div>
        <DrawingAboutMac
          label={t('drawing')}
          words={{
            name: t('name'),
            rows: [t('chip'), t('memory')],
            system: t('macos'),
            version: t('version'),
          }}
        />
      </Card>
    </section>
  )
}
