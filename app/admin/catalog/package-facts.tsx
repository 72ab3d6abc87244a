import { getLocale, getTranslations } from 'next-intl/server'
import { sizeWords } from '#app/installs/size-words.ts'
import { Callout } from '#components/ui/callout.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import type { PackageView } from '#lib/portal/catalog/app-view.ts'
import { SignerChain } from './signer-chain.tsx'

/** What was read from a package, and what to know before it is used. */
export async function PackageFacts({ version }: { version: PackageView }) {
  const t = await getTranslations('admin-catalog.package')
  const warnings = await getTranslations('installs.package.warning')
  const locale = await getLocale()
  const signer = version.signer ?? t('nobody')
  return (
    <div className="space-y-5">
      {version.warnings.map((code) => (
        <Callout key={code} tone="caution" title={warnings(`${code}.title`)}>
          {warnings(`${code}.reason`)} {warnings(`${code}.fix`)}
        </Callout>
      ))}
      <DescriptionList
        items={[
          { label: t('title'), value: version.title },
          { label: t('version'), value: version.bundleVersion ?? version.version },
          {
            label: t('identifier'),
            value: <CodeText>{version.identifier}</CodeText>,
          },
          {
            label: t('proof'),
            value: version.bundleIdentifier ? <CodeText>{version.bundleIdentifier}</CodeText> : t('no_proof'),
            hint: version.bundleIdentifier ? t('proof_hint') : undefined,
          },
          {
            label: t('needs'),
            value: version.minimumOsVersion ? `macOS ${version.minimumOsVersion}` : t('any'),
          },
          { label: t('size'), value: sizeWords(version.sizeBytes, locale) },
          {
            label: t('signer'),
            value: version.teamId ? t('signer_team', { signer, team: version.teamId }) : signer,
            hint: t(version.appleTrusted ? 'apple_trusted' : 'not_apple_trusted'),
          },
          ...(version.chain.length > 0
            ? [{ label: t('chain'), value: <SignerChain chain={version.chain} /> }]
            : []),
          { label: t('file'), value: <CodeText>{version.fileName}</CodeText> },
          { label: 'SHA-256', value: <CodeText className="break-all">{version.sha256Hex}</CodeText> },
        ]}
      />
    </div>
  )
}
