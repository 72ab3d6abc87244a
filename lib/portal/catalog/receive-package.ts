import { constants } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { env } from '#lib/server/env.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { packageFile, packageFolder } from '#lib/server/package-file.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { CatalogError } from './catalog-error.ts'
import { judgePackage, type PackageConcern } from './package/judge-package.ts'
import type { PackageFacts } from './package/package-facts.ts'
import { readPackage } from './package/read-package.ts'
import { PackageRefusedError } from './package-refused-error.ts'
import { type SavedUpload, saveUpload } from './save-upload.ts'

export interface ReceivedPackage {
  packageId: string
  title: string
  version: string
  bundleIdentifier: string | null
  minimumOsVersion: string | null
  sizeBytes: number
  signer: string | null
  warnings: PackageConcern[]
}

/**
 * Takes a package in: streams it to disk, reads and judges it, and files it under its SHA-256. Nothing of a package
 * that is refused, known already or broken off stays on the disk.
 *
 * content   the file as it comes; its length need not be known
 * fileName  the sender's word; shown, never used as a path
 * throws    CatalogError package_too_large, upload_broken_off, empty_upload, duplicate_package (values.app);
 *           PackageError when it is no package; PackageRefusedError when no Mac would take it
 */
export async function receivePackage(
  actor: Actor,
  upload: { content: AsyncIterable<Uint8Array>; fileName: string },
): Promise<ReceivedPackage> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const saved = await saveUpload(upload.content, env().ZELF_MAX_PACKAGE_BYTES)
  try {
    await refuseDuplicate(saved.sha256Hex)
    const facts = await readPackage(saved.path)
    const { refusals, warnings } = judgePackage(facts)
    const [first, ...others] = refusals
    if (first) throw new PackageRefusedError([first, ...others])
    await keepFile(saved)
    return await filePackage(actor, { saved, facts, warnings, fileName: cleanName(upload.fileName) })
  } finally {
    await rm(saved.path, { force: true })
  }
}

async function refuseDuplicate(sha256Hex: string): Promise<void> {
  const known = await prisma().appPackage.findUnique({
    where: { sha256Hex },
    include: { app: { select: { name: true } } },
  })
  // A file that was lost from the disk may be brought again: its record is found below.
  if (known && (await isReadable(packageFile(sha256Hex)))) {
    throw new CatalogError('duplicate_package', { app: known.app?.name ?? known.title })
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** Under its own hash a file is only ever replaced by the same bytes, so two uploads at once do no harm. */
async function keepFile({ path, sha256Hex }: SavedUpload): Promise<void> {
  await rename(path, packageFile(sha256Hex))
  const folder = await open(packageFolder(), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

interface Filing {
  saved: SavedUpload
  facts: PackageFacts
  warnings: PackageConcern[]
  fileName: string
}

async function filePackage(actor: Actor, filing: Filing): Promise<ReceivedPackage> {
  const { sha256Hex, sizeBytes } = filing.saved
  const { signature } = filing.facts
  const { warnings } = filing
  const data = columnsOf(filing)
  const { title, version, bundleIdentifier, minimumOsVersion } = data
  try {
    const packageId = await inTransaction(async (tx) => {
      const create = { sha256Hex, ...data }
      const { id } = await tx.appPackage.upsert({ where: { sha256Hex }, create, update: data })
      await recordAudit(tx, actor, {
        action: 'package.received',
        subject: { kind: 'package', id, label: `${title} ${version}` },
        detail: { sha256: sha256Hex, sizeBytes, fileName: data.fileName, warnings },
      })
      return id
    })
    const signer = signature.status === 'signed' ? signature.signer : null
    return { packageId, title, version, bundleIdentifier, minimumOsVersion, sizeBytes, signer, warnings }
  } catch (error) {
    const known = await prisma().appPackage.findUnique({ where: { sha256Hex } })
    if (!known) await rm(packageFile(sha256Hex), { force: true })
    throw error
  }
}

/** Only an app that a Mac lists by itself can be proven; a bare package identifier never is. */
function columnsOf({ saved, facts, warnings, fileName }: Filing) {
  const { primaryBundle, signature, title, identifier, version, minimumOsVersion } = facts
  const provable = primaryBundle !== null && primaryBundle.source !== 'package'
  return {
    sizeBytes: BigInt(saved.sizeBytes),
    fileName,
    title: title || fileName,
    identifier,
    version,
    bundleIdentifier: provable ? primaryBundle.identifier : null,
    bundleVersion: provable ? primaryBundle.version : null,
    minimumOsVersion,
    signature: describeSignature(signature),
    warnings,
  }
}

function describeSignature(signature: PackageFacts['signature']): Prisma.InputJsonObject {
  if (signature.status === 'unsigned') return { status: signature.status }
  const chain = signature.chain.map((certificate) => ({
    ...certificate,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  }))
  return { ...signature, chain }
}

function cleanName(name: string): string {
  const plain = name
    .replaceAll(/[\p{C}/\\]/gu, '')
    .trim()
    .slice(0, 200)
    .toWellFormed()
  return plain || 'package.pkg'
}
