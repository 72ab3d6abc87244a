import type { DeclarationState, DeclaredItem } from './mac-state.ts'

/** The only server the Mac speaks to is its own; what does not fit this shape fails where it is used. */
export type Declaration = { Type?: string; Payload?: Record<string, unknown> }

export const declarationOf = (item: DeclaredItem): Declaration => item.declaration as Declaration

export const itemsOf = (declared: DeclarationState, kind: string): [string, DeclaredItem][] =>
  Object.entries(declared.declarations).filter(([, item]) => item.kind === kind)

export const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
