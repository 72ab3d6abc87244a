/**
 * What a server action made with `action` answers, for useActionState.
 *
 * idle    not sent yet
 * done    value is what the action returned
 * failed  code names the message under `errors`; fields gives such a code for each wrong field
 */
export type ActionState<T = undefined> =
  | { status: 'idle' }
  | { status: 'done'; value: T }
  | { status: 'failed'; code: string; reference?: string; fields?: Record<string, string> }
