import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

const flag = z.enum(['on', 'off'])
const minutes = z.coerce
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 31)

/** `10.0.0.5, fd00::/8`: what lib/mdm takes as the addresses of proxies. */
const addresses = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every(isAddressOrRange), 'must be addresses or ranges, separated by commas')

function isAddressOrRange(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
}

/** Every setting that the environment may carry. Empty counts as unset. */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  MDM_HOST: z.string().optional(),
  MDM_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  ZELF_DATA_DIR: z.string().default('data'),
  ZELF_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ZELF_MDM_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ZELF_TLS_CERT_FILE: z.string().optional(),
  ZELF_TLS_KEY_FILE: z.string().optional(),
  ZELF_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  ZELF_DEMO: flag.optional(),
  ZELF_SESSION_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  ZELF_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits (32 bytes)')
    .optional(),
  ZELF_SESSION_IDLE_MINUTES: minutes.default(60 * 12),
  ZELF_SESSION_MAX_MINUTES: minutes.default(60 * 24 * 7),
  ZELF_REQUEST_EXPIRY_MINUTES: minutes.default(60 * 24 * 7),
  ZELF_MAX_PACKAGE_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(8 * 1024 ** 3),
  ZELF_LARGE_PACKAGE_BYTES: z.coerce.number().int().min(1).default(500_000_000),
  ZELF_APNS_HOST: z.string().default('api.push.apple.com'),
  ZELF_APNS_PORT: z.coerce.number().int().min(1).max(65535).default(443),
  ZELF_APNS_CA_FILE: z.string().optional(),
  ZELF_MDMCERT_URL: z.url({ protocol: /^https?$/ }).default('https://mdmcert.download'),
  ZELF_MDMCERT_API_KEY: z.string().optional(),
  ZELF_ALLOW_PRIVATE_WEBHOOKS: flag.default('off'),
  ZELF_PROXIES: addresses.default([]),
  ZELF_CLIENT_CERT_PROXIES: addresses.optional(),
  ZELF_CLIENT_CERT_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/i, 'must be the name of a header')
    .default('Client-Cert'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('your company account'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  OIDC_GROUPS_SYNC: flag.default('off'),
  OIDC_HELPDESK_GROUP: z.string().optional(),
  OIDC_ADMIN_GROUP: z.string().optional(),
})

export type Env = ReturnType<typeof readEnv>

/** Names each bad setting in one sentence; the process ends with it and exit code 1. */
export class EnvironmentError extends Error {
  readonly code = 'bad_environment'
}

const loopbackHosts = ['127.0.0.1', 'localhost', '::1']

function isLoopback(url: string): boolean {
  return [...loopbackHosts, '[::1]'].includes(new URL(url).hostname)
}

function decideDemo(values: z.infer<typeof schema>): boolean {
  const publicUrlIsFar = values.ZELF_PUBLIC_URL !== undefined && !isLoopback(values.ZELF_PUBLIC_URL)
  const production = values.OIDC_ISSUER ? 'OIDC_ISSUER' : publicUrlIsFar ? 'ZELF_PUBLIC_URL' : null
  if (values.ZELF_DEMO === 'on' && production) {
    throw new EnvironmentError(
      `Demo mode signs anybody in, so it does not start beside ${production}: remove ZELF_DEMO=on, or ${production}.`,
    )
  }
  if (values.ZELF_DEMO) return values.ZELF_DEMO === 'on'
  // A demo that the whole network reaches is one that somebody asked for by name.
  return !production && values.DATABASE_URL === undefined && loopbackHosts.includes(values.HOST)
}

/** Reads and checks the environment. Throws EnvironmentError naming every variable that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new EnvironmentError(`These settings are wrong: ${lines.join('; ')}.`)
  }
  const values = parsed.data
  const demo = decideDemo(values)
  if ((values.ZELF_TLS_CERT_FILE === undefined) !== (values.ZELF_TLS_KEY_FILE === undefined)) {
    throw new EnvironmentError('ZELF_TLS_CERT_FILE and ZELF_TLS_KEY_FILE belong together: set both or none.')
  }
  if (demo && values.ZELF_PROCESSES > 1) {
    throw new EnvironmentError('A demo is one process: remove ZELF_PROCESSES, or set up a company.')
  }
  if (values.OIDC_ISSUER && !(values.OIDC_CLIENT_ID && values.OIDC_CLIENT_SECRET)) {
    throw new EnvironmentError('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET beside it.')
  }
  if (!demo && !values.OIDC_ISSUER) {
    throw new EnvironmentError(
      'Nobody could sign in: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or ZELF_DEMO=on for a demo.',
    )
  }
  return { ...values, demo, dataDirectory: path.resolve(values.ZELF_DATA_DIR) }
}

let current: Env | undefined

/** The environment, read once in each module graph. */
export function env(): Env {
  current ??= readEnv()
  return current
}
