import { gzipSync } from 'node:zlib'
import { buildDemoApp } from './demo-app.ts'
import { encodeBom } from './encode-bom.ts'
import { encodeCpio } from './encode-cpio.ts'
import { type ArchiveMember, encodeXar } from './encode-xar.ts'
import { escapeXml } from './escape-xml.ts'
import type { InstalledFile } from './installed-file.ts'
import type { SigningIdentity } from './signing-identity.ts'

export interface DemoPackageOptions {
  /** Of the package, as its receipt will be named. */
  identifier: string
  title: string
  version: string
  bundleIdentifier: string
  minimumOsVersion: string
  /** Without ".app". */
  appName: string
  /** null builds an unsigned package, which Macs refuse. */
  signingIdentity: SigningIdentity | null
  builtAt: Date
  payloadSizeBytes?: number
  iconSvg?: string
  digest?: 'sha1' | 'sha256'
}

/**
 * A signed distribution package that installs one small app in /Applications, built without any macOS tool.
 * The same options give the same bytes.
 */
export function buildDemoPackage(options: DemoPackageOptions): Buffer {
  const { appName, builtAt, signingIdentity, digest } = options
  if (!/^[^/\p{C}]{1,100}$/u.test(appName))
    throw new RangeError('An app name is one file name of plain characters')
  const component = `${appName.replaceAll(/[^A-Za-z0-9]/g, '') || 'app'}.pkg`
  const members: ArchiveMember[] = [
    { name: 'Distribution', content: Buffer.from(describeDistribution(options, component)) },
    { name: component, children: buildComponent(options) },
  ]
  return encodeXar(members, { createdAt: builtAt, signingIdentity, ...(digest && { digest }) })
}

/** What pkgbuild makes: the members of a component package, which Macs do not take from an MDM server by itself. */
export function buildComponent(options: DemoPackageOptions): ArchiveMember[] {
  const files = appFiles(options)
  const payload = gzipSync(encodeCpio(files, options.builtAt))
  return [
    { name: 'PackageInfo', content: Buffer.from(describeComponent(options, files)) },
    { name: 'Bom', content: encodeBom(files, options.builtAt) },
    { name: 'Payload', content: payload, store: true },
  ]
}

function appFiles(options: DemoPackageOptions): InstalledFile[] {
  return buildDemoApp({ ...options, payloadSizeBytes: options.payloadSizeBytes ?? 256 * 1024 })
}

function installKBytes(files: readonly InstalledFile[]): number {
  return Math.ceil(files.reduce((sum, { content }) => sum + (content?.length ?? 0), 0) / 1024)
}

function describeBundle(options: DemoPackageOptions, path: string): string {
  return (
    `<bundle id="${escapeXml(options.bundleIdentifier)}" path="${escapeXml(path)}"` +
    ` CFBundleShortVersionString="${escapeXml(options.version)}" CFBundleVersion="${escapeXml(options.version)}"/>`
  )
}

function describeComponent(options: DemoPackageOptions, files: readonly InstalledFile[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<pkg-info overwrite-permissions="true" relocatable="false" identifier="${escapeXml(options.identifier)}" \
postinstall-action="none" version="${escapeXml(options.version)}" format-version="2" \
install-location="/Applications" auth="root">
    <payload numberOfFiles="${files.length}" installKBytes="${installKBytes(files)}"/>
    ${describeBundle(options, `./${options.appName}.app`)}
    <bundle-version>
        <bundle id="${escapeXml(options.bundleIdentifier)}"/>
    </bundle-version>
    <strict-identifier>
        <bundle id="${escapeXml(options.bundleIdentifier)}"/>
    </strict-identifier>
</pkg-info>
`
}

function describeDistribution(options: DemoPackageOptions, component: string): string {
  const identifier = escapeXml(options.identifier)
  const version = escapeXml(options.version)
  return `<?xml version="1.0" encoding="utf-8"?>
<installer-gui-script minSpecVersion="2">
    <title>${escapeXml(options.title)}</title>
    <product id="${identifier}" version="${version}"/>
    <options customize="never" require-scripts="false" rootVolumeOnly="true" hostArchitectures="arm64,x86_64"/>
    <volume-check>
        <allowed-os-versions>
            <os-version min="${escapeXml(options.minimumOsVersion)}"/>
        </allowed-os-versions>
    </volume-check>
    <choices-outline>
        <line choice="default">
            <line choice="${identifier}"/>
        </line>
    </choices-outline>
    <choice id="default"/>
    <choice id="${identifier}" visible="false">
        <pkg-ref id="${identifier}"/>
    </choice>
    <pkg-ref id="${identifier}" version="${version}" onConclusion="none" \
installKBytes="${installKBytes(appFiles(options))}">#${component}</pkg-ref>
    <pkg-ref id="${identifier}">
        <bundle-version>
            ${describeBundle(options, `${options.appName}.app`)}
        </bundle-version>
    </pkg-ref>
</installer-gui-script>
`
}
