import { MdmError } from '../protocol/errors.ts'

/**
 * Declarations that no Mac would take, with one sentence for each fault.
 * Source: declarative/declarations/*
 */
export class InvalidDeclarationError extends MdmError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super('invalid_declaration', problems.slice(0, 5).join('; ') || 'an invalid declaration', options)
    this.problems = problems
  }
}
