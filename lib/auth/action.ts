import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { log } from '#lib/server/log.ts'
import type { ActionState } from './action-state.ts'
import { hasRole, type PersonActor, type Role } from './actor.ts'
import { currentPerson } from './current-person.ts'
import { formObject } from './form-object.ts'

export type ServerAction<T> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>

/** Codes are words with underscores; anything else a validation says is not meant for people. */
const codeShape = /^[a-z][a-z0-9_]*$/

function fieldCodes(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const name = issue.path[0]?.toString() ?? 'form'
    const missing = issue.code === 'invalid_type' && issue.input === undefined
    fields[name] ??= codeShape.test(issue.message) ? issue.message : missing ? 'required' : 'invalid_field'
  }
  return fields
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const { code } = error
  return typeof code === 'string' && codeShape.test(code) ? code : null
}

/** Turns what was thrown into a failed state. Without a code of our own it is logged under a reference. */
function failureOf(error: unknown): ActionState<never> {
  const code = codeOf(error)
  if (code) return { status: 'failed', code }
  const reference = randomUUID().slice(0, 8)
  log.error({ err: error, reference }, 'an action failed')
  return { status: 'failed', code: 'unexpected', reference }
}

/**
 * Makes a server action: checks who asks, reads the form, runs, and turns errors into words for people.
 * One of the two places where an error becomes output.
 *
 * role    the least role that may do this; what they may do it to is for `run` (lib/portal) to check
 * input   the form as an object goes through this: repeated names are arrays, empty fields are absent.
 *         An issue's message may be a code of `errors` ("name_taken"); otherwise the field is "required" or "invalid_field"
 * run     gets the actor and the checked input; what it returns becomes the state's value
 *
 *   'use server'
 *   export const approve = action({ role: 'admin', input: decisionSchema }, approveRequest)
 */
export function action<Schema extends z.ZodType, T>(
  gate: { role: Role; input: Schema },
  run: (actor: PersonActor, input: z.output<Schema>) => Promise<T>,
): ServerAction<T> {
  return guarded(async (form) => {
    const actor = await currentPerson()
    if (!actor) return { status: 'failed', code: 'signed_out' }
    if (!hasRole(actor, gate.role)) return { status: 'failed', code: 'forbidden' }
    return runWith(gate.input, form, (input) => run(actor, input))
  })
}

/**
 * The same for what anybody may do, signed in or not: signing in, choosing a language.
 * run gets no actor: it can do nothing in somebody's name but through what it asks for itself.
 */
action.forAnyone = function forAnyone<Schema extends z.ZodType, T>(
  input: Schema,
  run: (input: z.output<Schema>) => Promise<T>,
): ServerAction<T> {
  return guarded((form) => runWith(input, form, run))
}

async function runWith<Schema extends z.ZodType, T>(
  schema: Schema,
  form: FormData,
  run: (input: z.output<Schema>) => Promise<T>,
): Promise<ActionState<T>> {
  const parsed = schema.safeParse(formObject(form), { reportInput: true })
  if (!parsed.success) return { status: 'failed', code: 'invalid_input', fields: fieldCodes(parsed.error) }
  return { status: 'done', value: await run(parsed.data) }
}

function guarded<T>(answer: (form: FormData) => Promise<ActionState<T>>): ServerAction<T> {
  return async (_previous, form) => {
    try {
      return await answer(form)
    } catch (error) {
      unstable_rethrow(error)
      return failureOf(error)
    }
  }
}
