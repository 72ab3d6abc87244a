import { expect, it } from 'vitest'
import { setCookieParts } from '#lib/auth/set-cookie-parts.ts'

it('takes a Set-Cookie header apart', () => {
  const header =
    '__Secure-authjs.state=a%2Bb%3D; Path=/; Expires=Mon, 23 Nov 2026 04:00:00 GMT; HttpOnly; Secure; SameSite=Lax'
  expect(setCookieParts(header)).toEqual({
    name: '__Secure-authjs.state',
    value: 'a+b=',
    options: {
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      expires: new Date('2026-11-23T04:00:00Z'),
    },
  })
})

it('leaves out what the header leaves out', () => {
  expect(setCookieParts('a=b').options).toEqual({
    path: '/',
    httpOnly: false,
    secure: false,
    sameSite: 'lax',
    expires: undefined,
  })
})
