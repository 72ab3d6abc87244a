import { declarationTypes } from '../ddm/declaration-types.ts'
import { statusItemTypes } from '../ddm/status-item-types.ts'

type EnrollmentType = 'device' | 'user' | 'automated'

/**
 * Tells whether a Mac enrolled so takes declarations of a type at all, whatever its macOS. A device enrollment
 * supervises, so only a user enrollment has less.
 * Source: declarative/declarations/* (supportedOS.macOS.allowed-enrollments)
 */
export function takesDeclaration(enrollmentType: EnrollmentType, type: string): boolean {
  return reaches(enrollmentType, declarationTypes.get(type)?.enrollments)
}

/**
 * Tells whether a Mac enrolled so reports a status item at all, whatever its macOS.
 * Source: declarative/status/*.yaml (supportedOS.macOS.allowed-enrollments)
 */
export function reportsStatusItem(enrollmentType: EnrollmentType, name: string): boolean {
  return reaches(enrollmentType, statusItemTypes.get(name)?.enrollments)
}

function reaches(enrollmentType: EnrollmentType, allowed: readonly string[] | undefined): boolean {
  return allowed?.includes(enrollmentType === 'user' ? 'user' : 'supervised') ?? false
}
