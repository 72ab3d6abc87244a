/**
 * A tagged template that runs one statement and returns its rows; every `${value}` becomes a parameter.
 *
 * postgres.js's `sql` and Prisma's `tx.$queryRaw` both fit, so a store function runs alone on the hot path
 * or inside a portal transaction. Cast each parameter (`${id}::text`): the two infer types differently.
 * source   docs/architecture.md, "One SQL shape"
 */
export type Sql = <T>(strings: TemplateStringsArray, ...values: unknown[]) => Promise<T[]>
