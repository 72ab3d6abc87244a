import { env } from '#lib/server/env.ts'

/** Whether webhooks may lead into the company's own network, which only its configuration can say. */
export function allowsPrivate(): boolean {
  return env().ZELF_ALLOW_PRIVATE_WEBHOOKS === 'on'
}
