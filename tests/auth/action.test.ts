import { redirect } from 'next/navigation'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'

const idle = { status: 'idle' } as const
const schema = z.object({
  name: z.string().max(5, 'too_long'),
  count: z.coerce.number().optional(),
  tags: z.array(z.string()).optional(),
})

function send(fields: [string, string][], run: (input: z.output<typeof schema>) => Promise<unknown>) {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return action.forAnyone(schema, run)(idle, form)
}

const echo = async (input: unknown) => input

it('runs with the checked input and answers what it returned', async () => {
  const state = await send(
    [
      ['name', 'Ada'],
      ['count', '2'],
      ['tags', 'a'],
      ['tags', 'b'],
    ],
    echo,
  )
  expect(state).toEqual({ status: 'done', value: { name: 'Ada', count: 2, tags: ['a', 'b'] } })
})

it('says which field is wrong, by a code', async () => {
  const wrong = async (fields: [string, string][]) => await send(fields, echo)
  expect(await wrong([])).toEqual({ status: 'failed', code: 'invalid_input', fields: { name: 'required' } })
  expect(
    await wrong([
      ['name', 'Augusta'],
      ['count', 'many'],
    ]),
  ).toEqual({
    status: 'failed',
    code: 'invalid_input',
    fields: { name: 'too_long', count: 'invalid_field' },
  })
})

it("answers a typed error's code", async () => {
  const state = await send([['name', 'Ada']], async () => {
    throw new ForbiddenError()
  })
  expect(state).toEqual({ status: 'failed', code: 'forbidden' })
})

it.each([
  new Error('the password is 1234'),
  Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' }),
  'a string',
])('answers nothing of an unexpected error but a reference', async (thrown) => {
  const state = await send([['name', 'Ada']], async () => {
    throw thrown
  })
  expect(state).toEqual({
    status: 'failed',
    code: 'unexpected',
    reference: expect.stringMatching(/^[0-9a-f]{8}$/),
  })
})

it('lets a redirect through', async () => {
  const going = send([['name', 'Ada']], async () => redirect('/apps'))
  await expect(going).rejects.toMatchObject({ digest: expect.stringContaining('/apps') })
})
