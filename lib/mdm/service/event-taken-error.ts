import { MdmError } from '../protocol/errors.ts'

/**
 * Somebody else took an event over, because it was not cleared in time: what was about to be done for it must not be.
 * Source: docs/architecture.md, "The portal hears"
 */
export class EventTakenError extends MdmError {
  constructor(message: string) {
    super('event_taken', message)
  }
}
