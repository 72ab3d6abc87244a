import type { DeclarationKind, ServedDeclaration } from './declaration.ts'
import { declarationsTokenOf } from './sync-tokens.ts'

/**
 * Writes the answer to `declaration-items`: what there is, all four lists even when empty.
 * Source: declarative/protocol/declarationitemsresponse.yaml
 */
export function encodeDeclarationItems(declarations: readonly ServedDeclaration[]): string {
  const of = (wanted: DeclarationKind) =>
    declarations
      .filter(({ kind }) => kind === wanted)
      .map(({ identifier, serverToken }) => ({ Identifier: identifier, ServerToken: serverToken }))
  return JSON.stringify({
    Declarations: {
      Activations: of('activation'),
      Configurations: of('configuration'),
      Assets: of('asset'),
      Management: of('management'),
    },
    DeclarationsToken: declarationsTokenOf(declarations),
  })
}
