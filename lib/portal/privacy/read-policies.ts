import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { Policy } from './judge-policies.ts'

/** The policies that a Mac has or is to get: what Zelf sent, what it reports of itself, and its declarations. */
export async function readPolicies(
  tx: Transaction,
  device: Pick<Device, 'id' | 'enrollmentId'>,
): Promise<Policy[]> {
  return [
    ...(await sentProfiles(tx, device.id)),
    ...(await reportedProfiles(tx, device.enrollmentId)),
    ...(await declarations(tx, device.enrollmentId)),
  ]
}

async function sentProfiles(tx: Transaction, deviceId: string): Promise<Policy[]> {
  const rows = await tx.profileInstall.findMany({
    // One that could not be removed is still there.
    where: {
      deviceId,
      OR: [
        { wanted: true, state: { not: 'forbidden' } },
        { wanted: false, state: { in: ['removing', 'failed'] } },
      ],
    },
    select: { profile: { select: { name: true, payloadTypes: true } } },
  })
  return rows.map(({ profile }) => ({ ...profile, declarationTypes: [] }))
}

/**
 * What a program sent past the list of profiles. The enrolment's own profile is no policy. The Mac's report is not
 * trusted to have the right shape.
 */
async function reportedProfiles(tx: Transaction, enrollmentId: string): Promise<Policy[]> {
  const row = await tx.mdmInventory.findUnique({
    where: { enrollmentId_kind: { enrollmentId, kind: 'ProfileList' } },
    select: { data: true },
  })
  const recorded = await recordedIdentifiers(tx, enrollmentId)
  return records(row?.data)
    .filter((profile) => !typesIn(profile).includes('com.apple.mdm'))
    .filter(({ PayloadIdentifier }) => !recorded.has(text(PayloadIdentifier)))
    .map((profile) => ({
      name: text(profile.PayloadDisplayName) || text(profile.PayloadIdentifier),
      payloadTypes: typesIn(profile),
      declarationTypes: [],
    }))
}

/** Profiles that Zelf keeps record of: the record is fresher than the Mac's last list. */
async function recordedIdentifiers(tx: Transaction, enrollmentId: string): Promise<Set<string>> {
  const rows = await tx.profileInstall.findMany({
    where: { device: { enrollmentId } },
    select: { profile: { select: { identifier: true } } },
  })
  return new Set(rows.map(({ profile }) => profile.identifier))
}

async function declarations(tx: Transaction, enrollmentId: string): Promise<Policy[]> {
  const sets = await tx.mdmEnrollmentDeclarationSet.findMany({
    where: { enrollmentId },
    select: { setName: true },
  })
  const members = await tx.mdmDeclarationSetMember.findMany({
    where: { setName: { in: sets.map(({ setName }) => setName) } },
    select: { setName: true, identifier: true },
  })
  const rows = await tx.mdmDeclaration.findMany({
    where: { identifier: { in: members.map(({ identifier }) => identifier) } },
    select: { identifier: true, type: true },
  })
  const setOf = new Map(members.map(({ identifier, setName }) => [identifier, setName]))
  return rows.map(({ identifier, type }) => ({
    name: setOf.get(identifier) ?? identifier,
    payloadTypes: [],
    declarationTypes: [type],
  }))
}

function typesIn(profile: Record<string, unknown>): string[] {
  return records(profile.PayloadContent)
    .map(({ PayloadType }) => text(PayloadType))
    .filter(Boolean)
}

function records(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return []
  return value.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200).toWellFormed() : ''
}
