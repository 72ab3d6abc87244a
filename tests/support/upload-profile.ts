import { build } from 'plist'
import type { Visitor } from './visitor.ts'

/** A configuration profile that sets a screen saver, as an admin would bring it. */
export function screenSaverProfile(displayName: string): Buffer {
  const identity = { PayloadIdentifier: 'com.example.screen-saver', PayloadUUID: crypto.randomUUID() }
  const settings = { PayloadType: 'com.apple.screensaver', PayloadVersion: 1, idleTime: 300, ...identity }
  const profile = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadDisplayName: displayName,
    PayloadIdentifier: 'com.example.look',
    PayloadUUID: crypto.randomUUID(),
    PayloadContent: [settings],
  }
  return Buffer.from(build(profile))
}

/** Uploads it. Returns the address of the profile's page. */
export async function uploadProfile({ page, t, open }: Visitor, displayName: string): Promise<string> {
  await open('/admin/profiles')
  await page.getByLabel(t('admin-profiles.upload.choose')).setInputFiles({
    name: 'look.mobileconfig',
    mimeType: 'application/x-apple-aspen-config',
    buffer: screenSaverProfile(displayName),
  })
  await page.getByRole('button', { name: t('admin-profiles.upload.send'), exact: true }).click()
  await page.getByRole('heading', { level: 1, name: displayName }).waitFor()
  return new URL(page.url()).pathname
}
