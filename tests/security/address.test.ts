import { expect, it } from 'vitest'
import { isReadableAddress } from '#lib/auth/is-readable-address.ts'

it.each(['/apps?q=caf%C3%A9+x', '/help?q=100%', '/a%2Fb?x=%F0%9F%98%80', '/'])('takes %s', (path) => {
  expect(isReadableAddress(`https://zelf.example${path}`)).toBe(true)
})

it.each(['/apps/%00', '/apps?q=a%00', '/macs/%ED%A0%80', '/macs?q=%ff', '/%C3'])('refuses %s', (path) => {
  expect(isReadableAddress(`https://zelf.example${path}`)).toBe(false)
})
