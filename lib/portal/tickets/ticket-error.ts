export type TicketErrorCode =
  | 'ticket_not_found'
  | 'ticket_matter_not_found'
  | 'ticket_key_used'
  | 'ticket_assignee_not_helpdesk'
  | 'ticket_own_note'
  | 'ticket_status_not_yours'

/** Why something cannot be done with a ticket; the code is a key of the messages under `errors`. */
export class TicketError extends Error {
  override readonly name = 'TicketError'
  readonly code: TicketErrorCode

  constructor(code: TicketErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
