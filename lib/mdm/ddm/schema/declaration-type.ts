import type { PayloadShape } from '../payload-shape.ts'

/**
 * Apple's words for who may have a declaration; `local` is no business of an MDM server.
 * Source: declarative/declarations/* (allowed-enrollments)
 */
export type AllowedEnrollment = 'supervised' | 'user'

/**
 * The device channel is the system scope.
 * Source: declarative/declarations/* (allowed-scopes)
 */
export type Scope = 'system' | 'user'

/**
 * What Apple says of one declaration type on Macs. A shape of null means that its keys are not written down here.
 * Source: declarative/declarations/* (supportedOS.macOS, payloadkeys)
 */
export type DeclarationType = {
  since: string
  scopes: readonly Scope[]
  enrollments: readonly AllowedEnrollment[]
  shape: PayloadShape | null
  /** one of these keys must be there */
  oneOf?: readonly string[]
}

const scopes = { s: ['system'], u: ['user'], su: ['system', 'user'] } as const
const enrollments = { S: ['supervised'], SU: ['supervised', 'user'] } as const

/**
 * Writes a line of the tables: version, scopes (s, u) and enrollments (S supervised, U user) in short.
 * Source: declarative/declarations/*
 */
export function declares(
  since: string,
  scope: keyof typeof scopes,
  enrollment: keyof typeof enrollments,
  shape: PayloadShape | null,
  oneOf?: readonly string[],
): DeclarationType {
  return { since, scopes: scopes[scope], enrollments: enrollments[enrollment], shape, oneOf }
}
