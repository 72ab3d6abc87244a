import type { Metadata } from 'next'
import NextLink from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { Stepper } from '#components/ui/stepper.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { findAppOfPackage } from '#lib/portal/catalog/find-app-of-package.ts'
import { getPackage } from '#lib/portal/catalog/queries.ts'
import { appCategories } from '#lib/portal/catalog/schema.ts'
import { AppForm } from '../app-form.tsx'
import { PackageFacts } from '../package-facts.tsx'
import { UploadPackage } from '../upload-package.tsx'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-catalog')
  return { title: t('add') }
}

export default async function NewAppPage({ searchParams }: Props) {
  const admin = await requireRole('admin')
  const packageId = (await searchParams).package
  const version = packageId ? await getPackage(admin, String(packageId)) : null
  if (packageId && !version) notFound()
  const t = await getTranslations('admin-catalog')
  const categories = await getTranslations('installs.category')
  const sibling = version && (await findAppOfPackage(admin, version))
  return (
    <div className="max-w-4xl">
      <PageHeader
        breadcrumb={<Breadcrumb label={t('way')} items={[{ href: '/admin/catalog', label: t('title') }]} />}
        title={t('add')}
        description={t(version ? 'new.lead_form' : 'new.lead_upload')}
      />
      <div className="mb-8">
        <Stepper
          label={t('new.steps')}
          steps={[t('new.step_upload'), t('new.step_form'), t('new.step_publish')]}
          current={version ? 1 : 0}
          doneWord={t('new.done')}
          currentWord={t('new.current')}
        />
      </div>
      <AreaMessages areas={['admin-catalog', 'installs']}>
        {version ? (
          <>
            {sibling ? (
              <Callout
                title={t('new.sibling_title', { app: sibling.name })}
                className="mb-8"
                action={
                  <NextLink
                    href={`/admin/catalog/${sibling.id}?package=${version.id}`}
                    className={buttonStyle({ size: 'small' })}
                  >
                    {t('new.sibling_action')}
                  </NextLink>
                }
              >
                {t('new.sibling_body')}
              </Callout>
            ) : null}
            <Section title={t('new.read')}>
              <Card>
                <PackageFacts version={version} />
              </Card>
            </Section>
            <Section title={t('new.words')} description={t('new.words_hint')}>
              <Card>
                <AppForm
                  packageId={version.id}
                  categories={appCategories.map((value) => ({ value, label: categories(value) }))}
                  values={{
                    name: version.title,
                    publisher: '',
                    category: 'productivity',
                    summary: { en: '', nl: '' },
                    description: { en: '', nl: '' },
                    approvalRequired: true,
                    featured: false,
                  }}
                />
              </Card>
            </Section>
          </>
        ) : (
          <UploadPackage next="/admin/catalog/new?package=" />
        )}
      </AreaMessages>
    </div>
  )
}
