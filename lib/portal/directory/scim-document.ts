export type ScimValue = string | boolean | null | ScimDocument | ScimDocument[]

/** A resource with the names of its schema: whatever came from outside has been through applyPatch first. */
export interface ScimDocument {
  [name: string]: ScimValue
}

/** A resource as it is sent, with schemas and meta. */
export type ScimResource = Record<string, unknown> & { id: string }

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isDocument(value: ScimValue | undefined): value is ScimDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: ScimValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
