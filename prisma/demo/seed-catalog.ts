import { Readable } from 'node:stream'
import type { Actor } from '#lib/auth/actor.ts'
import { createApp } from '#lib/portal/catalog/create-app.ts'
import { publishApp } from '#lib/portal/catalog/publish-app.ts'
import { receivePackage } from '#lib/portal/catalog/receive-package.ts'
import type { AppCategory } from '#lib/portal/catalog/schema.ts'
import { setIcon } from '#lib/portal/catalog/set-icon.ts'
import { prisma } from '#lib/server/prisma.ts'
import { createSigningIdentity } from './create-signing-identity.ts'
import { demoDescriptions } from './demo-descriptions.ts'
import {
  buildDemoAppPackage,
  type DemoApp,
  demoApps,
  demoBundleIdentifier,
  readDemoIcon,
} from './demo-packages.ts'
import type { SigningIdentity } from './signing-identity.ts'

const day = 24 * 60 * 60 * 1000
const categories: Record<string, AppCategory> = {
  'paperclip-notes': 'productivity',
  'tea-timer': 'productivity',
  swatchbook: 'design',
  'measure-up': 'design',
  'quiet-hours': 'other',
  'desk-finder': 'communication',
}
const withApproval = ['swatchbook', 'desk-finder']
const putForward = ['paperclip-notes', 'swatchbook']

/**
 * Fills the demo's catalogue: builds and signs each package and takes it in as an upload would be. What is there
 * already stays as it is, also when an earlier run was broken off. Returns how many apps were added.
 */
export async function seedCatalog(actor: Actor): Promise<number> {
  const present = await prisma().catalogApp.findMany({
    where: { slug: { in: demoApps.map((app) => app.slug) }, status: { not: 'draft' } },
    select: { slug: true },
  })
  const missing = demoApps.filter((app) => !present.some(({ slug }) => slug === app.slug))
  if (missing.length === 0) return 0
  const now = Date.now()
  const identity = createSigningIdentity({
    notBefore: new Date(now - day),
    notAfter: new Date(now + 3650 * day),
  })
  for (const app of missing) await addApp(actor, app, identity)
  return missing.length
}

async function addApp(actor: Actor, app: DemoApp, identity: SigningIdentity): Promise<void> {
  const packageId = await findOrReceive(actor, app, identity)
  const { appId } = await createApp(actor, {
    slug: app.slug,
    packageId,
    name: app.title,
    publisher: 'Zelf',
    category: categories[app.slug] ?? 'other',
    summaryEn: app.summary.en,
    summaryNl: app.summary.nl,
    descriptionEn: demoDescriptions[app.slug]?.en ?? '',
    descriptionNl: demoDescriptions[app.slug]?.nl ?? '',
    approvalRequired: withApproval.includes(app.slug),
    featured: putForward.includes(app.slug),
  })
  await setIcon(actor, { appId, icon: Buffer.from(readDemoIcon(app)) })
  await publishApp(actor, { appId })
}

async function findOrReceive(actor: Actor, app: DemoApp, identity: SigningIdentity): Promise<string> {
  const known = await prisma().appPackage.findFirst({
    where: { bundleIdentifier: demoBundleIdentifier(app), bundleVersion: app.version },
    select: { id: true },
  })
  if (known) return known.id
  const bytes = buildDemoAppPackage(app, { signingIdentity: identity, builtAt: new Date() })
  const received = await receivePackage(actor, {
    content: Readable.from([bytes]),
    fileName: `${app.title} ${app.version}.pkg`,
  })
  return received.packageId
}
