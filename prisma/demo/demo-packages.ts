import { readFileSync } from 'node:fs'
import { buildDemoPackage } from './build-package.ts'
import type { SigningIdentity } from './signing-identity.ts'

export interface DemoApp {
  slug: string
  /** The name of the app, of its bundle and of its catalogue entry. */
  title: string
  summary: { en: string; nl: string }
  version: string
  minimumOsVersion: string
  payloadSizeBytes: number
}

const kilobyte = 1024

/** Every app in the demo catalogue: our own inventions, each with a package that a Mac could install. */
export const demoApps: readonly DemoApp[] = [
  {
    slug: 'paperclip-notes',
    title: 'Paperclip Notes',
    summary: {
      en: 'Short notes that stay clipped to what you are working on.',
      nl: 'Korte notities die vastzitten aan waar je mee bezig bent.',
    },
    version: '2.3.1',
    minimumOsVersion: '13.0',
    payloadSizeBytes: 1800 * kilobyte,
  },
  {
    slug: 'tea-timer',
    title: 'Tea Timer',
    summary: {
      en: 'A quiet timer in the menu bar, for tea and for short breaks.',
      nl: 'Een stille timer in de menubalk, voor thee en korte pauzes.',
    },
    version: '1.4.0',
    minimumOsVersion: '12.0',
    payloadSizeBytes: 420 * kilobyte,
  },
  {
    slug: 'swatchbook',
    title: 'Swatchbook',
    summary: {
      en: 'Keep the house colours at hand and check their contrast.',
      nl: 'Houd de huiskleuren bij de hand en controleer hun contrast.',
    },
    version: '5.0.2',
    minimumOsVersion: '14.0',
    payloadSizeBytes: 2600 * kilobyte,
  },
  {
    slug: 'measure-up',
    title: 'Measure Up',
    summary: {
      en: 'Measure anything on your screen, in pixels or in centimetres.',
      nl: 'Meet alles op je scherm, in pixels of in centimeters.',
    },
    version: '3.1.0',
    minimumOsVersion: '13.0',
    payloadSizeBytes: 760 * kilobyte,
  },
  {
    slug: 'quiet-hours',
    title: 'Quiet Hours',
    summary: {
      en: 'Calm background sounds and a planned end to the working day.',
      nl: 'Rustige achtergrondgeluiden en een gepland einde van de werkdag.',
    },
    version: '1.0.8',
    minimumOsVersion: '14.0',
    payloadSizeBytes: 2900 * kilobyte,
  },
  {
    slug: 'desk-finder',
    title: 'Desk Finder',
    summary: {
      en: 'See which desks are free today and where your team sits.',
      nl: 'Zie welke bureaus vandaag vrij zijn en waar je team zit.',
    },
    version: '4.2.0',
    minimumOsVersion: '13.0',
    payloadSizeBytes: 1200 * kilobyte,
  },
]

export function demoBundleIdentifier({ slug }: DemoApp): string {
  return `example.zelf.${slug}`
}

export function readDemoIcon({ slug }: DemoApp): string {
  return readFileSync(new URL(`./icons/${slug}.svg`, import.meta.url), 'utf8')
}

/** The package of one demo app; a later version may be asked for, to show an update. */
export function buildDemoAppPackage(
  app: DemoApp,
  options: { signingIdentity: SigningIdentity; builtAt: Date; version?: string },
): Buffer {
  const bundleIdentifier = demoBundleIdentifier(app)
  return buildDemoPackage({
    identifier: `${bundleIdentifier}.pkg`,
    title: app.title,
    appName: app.title,
    version: options.version ?? app.version,
    bundleIdentifier,
    minimumOsVersion: app.minimumOsVersion,
    payloadSizeBytes: app.payloadSizeBytes,
    iconSvg: readDemoIcon(app),
    signingIdentity: options.signingIdentity,
    builtAt: options.builtAt,
  })
}
