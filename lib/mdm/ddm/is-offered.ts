import { compareOsVersions, readOsVersion } from '../protocol/compare-os-versions.ts'
import type { ClientCapabilities } from './client-capabilities.ts'
import { type Declaration, kindOf } from './declaration.ts'
import { declarationTypes } from './declaration-types.ts'
import type { DeclarationType } from './schema/declaration-type.ts'
import { statusItemTypes } from './status-item-types.ts'

/**
 * The channel that a declaration is for. Without a version of macOS the oldest that has declarations is taken.
 * Source: declarative/declarations/* (allowed-enrollments, allowed-scopes, supportedOS)
 */
export type DeclarationSubject = {
  enrollmentType: 'device' | 'user' | 'automated'
  channel: 'device' | 'user'
  osVersion: string | null
}

/**
 * Why a channel is not told of something.
 * Source: declarative/declarations/* (allowed-enrollments, allowed-scopes, supportedOS);
 * declarative/status/management.client-capabilities.yaml
 */
export type Withheld = 'enrollment_type' | 'scope' | 'os_version' | 'not_supported'

const oldest = '13.0'

/**
 * Tells whether a Mac may be told of a declaration: by enrollment and scope, and by what the Mac lists, or while it
 * has listed nothing, by its version of macOS. newestKey is what checkDeclaration found.
 *
 * returns  null when it may
 * spec     declarative/declarations/*; declarative/status/management.client-capabilities.yaml
 */
export function isOffered(
  declaration: Pick<Declaration, 'type'> & { newestKey?: string },
  subject: DeclarationSubject,
  capabilities: ClientCapabilities | null,
): Withheld | null {
  const type = declarationTypes.get(declaration.type)
  const kind = kindOf(declaration.type)
  if (!type || !kind) return 'not_supported'
  const listed = capabilities ? capabilities.declarations[kind].has(declaration.type) : null
  return (
    judge(type, subject, listed) ??
    (compareOsVersions(readOsVersion(subject.osVersion) ?? oldest, declaration.newestKey ?? '0') < 0
      ? 'os_version'
      : null)
  )
}

/**
 * The same for a status item that somebody would subscribe to. One that is not in the table is known to new Macs
 * only, so their own list decides.
 * Source: declarative/status/*.yaml; declarative/status/management.client-capabilities.yaml (status-items)
 */
export function isReportable(
  name: string,
  subject: DeclarationSubject,
  capabilities: ClientCapabilities | null,
): Withheld | null {
  const listed = capabilities ? capabilities.statusItems.has(name) : null
  const type = statusItemTypes.get(name)
  if (type) return judge(type, subject, listed)
  return listed === true ? null : 'not_supported'
}

function judge(
  type: Pick<DeclarationType, 'since' | 'scopes' | 'enrollments'>,
  subject: DeclarationSubject,
  listed: boolean | null,
): Withheld | null {
  const enrollment = subject.enrollmentType === 'user' ? 'user' : 'supervised'
  if (!type.enrollments.includes(enrollment)) return 'enrollment_type'
  if (!type.scopes.includes(subject.channel === 'device' ? 'system' : 'user')) return 'scope'
  if (listed !== null) return listed ? null : 'not_supported'
  return compareOsVersions(readOsVersion(subject.osVersion) ?? oldest, type.since) < 0 ? 'os_version' : null
}
