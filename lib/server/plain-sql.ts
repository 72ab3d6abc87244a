import type postgres from 'postgres'
import type { Sql } from '#lib/mdm/store/sql.ts'

/** postgres.js's pool in the one shape that lib/mdm takes. */
export function plainSql(pool: postgres.Sql): Sql {
  return <T>(strings: TemplateStringsArray, ...values: unknown[]) =>
    pool<T[] & postgres.Row[]>(strings, ...(values as postgres.ParameterOrFragment<never>[]))
}
