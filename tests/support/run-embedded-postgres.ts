// A process of its own that runs the embedded PostgreSQL in the folder it is told of until its stdin closes.
import { once } from 'node:events'
import { startEmbeddedPostgres } from '#lib/server/postgres/start-embedded-postgres.ts'

const server = await startEmbeddedPostgres({ directory: process.argv[2] ?? '' })
process.stdout.write('ready\n')
await once(process.stdin.resume(), 'end')
await server.stop()
