import type { JsonObject } from './json.ts'

/**
 * The four kinds of declarations, in the words that the address of one has.
 * Source: Apple, "Integrating declarative management"; declarative/protocol/declarationitemsresponse.yaml
 */
export const declarationKinds = ['activation', 'configuration', 'asset', 'management'] as const

/**
 * One of the four.
 * Source: declarative/protocol/declarationitemsresponse.yaml
 */
export type DeclarationKind = (typeof declarationKinds)[number]

/**
 * A declaration as its owner gives it; its token follows from its content.
 * Source: declarative/declarations/declarationbase.yaml
 */
export type Declaration = { identifier: string; type: string; payload: JsonObject }

/**
 * A declaration with the revision that a Mac is told.
 * Source: declarative/declarations/declarationbase.yaml (ServerToken)
 */
export type ServedDeclaration = Declaration & { kind: DeclarationKind; serverToken: string }

/**
 * The kind that a type belongs to, or null for what is no type of Apple's.
 * Source: declarative/declarations/*
 */
export function kindOf(type: string): DeclarationKind | null {
  return declarationKinds.find((kind) => type.startsWith(`com.apple.${kind}.`)) ?? null
}

/**
 * Writes a declaration as a Mac fetches it.
 * Source: declarative/declarations/declarationbase.yaml
 */
export function encodeDeclaration(declaration: ServedDeclaration): string {
  const { identifier, type, serverToken, payload } = declaration
  return JSON.stringify({ Type: type, Identifier: identifier, ServerToken: serverToken, Payload: payload })
}
