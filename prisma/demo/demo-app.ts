import { createHash } from 'node:crypto'
import { escapeXml } from './escape-xml.ts'
import type { InstalledFile } from './installed-file.ts'

export interface DemoAppOptions {
  appName: string
  bundleIdentifier: string
  version: string
  minimumOsVersion: string
  iconSvg?: string
  /** How much the app's sample data weighs. It does not compress, so that a download takes its time. */
  payloadSizeBytes: number
}

/** A small app bundle that runs: its executable is a shell script which shows a window saying what it is. */
export function buildDemoApp(options: DemoAppOptions): InstalledFile[] {
  const bundle = `./${options.appName}.app`
  const executable = executableName(options)
  const files: InstalledFile[] = [
    folder('.'),
    folder(bundle),
    folder(`${bundle}/Contents`),
    file(`${bundle}/Contents/Info.plist`, infoPlist(options, executable)),
    folder(`${bundle}/Contents/MacOS`),
    { path: `${bundle}/Contents/MacOS/${executable}`, mode: 0o755, content: Buffer.from(launchScript) },
    file(`${bundle}/Contents/PkgInfo`, 'APPL????'),
    folder(`${bundle}/Contents/Resources`),
    file(`${bundle}/Contents/Resources/SampleData.bin`, sampleData(options)),
  ]
  if (options.iconSvg) files.push(file(`${bundle}/Contents/Resources/AppIcon.svg`, options.iconSvg))
  return files
}

function folder(path: string): InstalledFile {
  return { path, mode: 0o755, content: null }
}

function file(path: string, content: string | Buffer): InstalledFile {
  return { path, mode: 0o644, content: Buffer.from(content) }
}

function executableName({ appName }: DemoAppOptions): string {
  return appName.replaceAll(/[^A-Za-z0-9]/g, '') || 'app'
}

// The app's name reaches AppleScript as an argument, never as part of the script.
const launchScript = `#!/bin/sh
contents="$(cd "$(dirname "$0")/.." && pwd)"
name="$(/usr/libexec/PlistBuddy -c 'Print :CFBundleDisplayName' "$contents/Info.plist")"
version="$(/usr/libexec/PlistBuddy -c 'Print :CFBundleShortVersionString' "$contents/Info.plist")"
exec /usr/bin/osascript - "$name" "$version" <<'END'
on run {appName, appVersion}
  display dialog "Installed through Zelf, version " & appVersion & "." with title appName buttons {"OK"} default button 1
end run
END
`

function infoPlist(options: DemoAppOptions, executable: string): string {
  const entries: [string, string][] = [
    ['CFBundleDevelopmentRegion', 'en'],
    ['CFBundleDisplayName', options.appName],
    ['CFBundleExecutable', executable],
    ['CFBundleIdentifier', options.bundleIdentifier],
    ['CFBundleInfoDictionaryVersion', '6.0'],
    ['CFBundleName', options.appName],
    ['CFBundlePackageType', 'APPL'],
    ['CFBundleShortVersionString', options.version],
    ['CFBundleVersion', options.version],
    ['LSMinimumSystemVersion', options.minimumOsVersion],
  ]
  const lines = entries.map(([key, value]) => `\t<key>${key}</key>\n\t<string>${escapeXml(value)}</string>\n`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
    `<plist version="1.0">\n<dict>\n${lines.join('')}\t<key>LSRequiresNativeExecution</key>\n\t<true/>\n` +
    '</dict>\n</plist>\n'
  )
}

function sampleData({ bundleIdentifier, version, payloadSizeBytes }: DemoAppOptions): Buffer {
  if (payloadSizeBytes === 0) return Buffer.alloc(0)
  return createHash('shake256', { outputLength: payloadSizeBytes })
    .update(`${bundleIdentifier} ${version}`)
    .digest()
}
