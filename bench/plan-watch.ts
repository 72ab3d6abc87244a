import type { Sql } from '#lib/mdm/store/sql.ts'

/** How PostgreSQL means to run one statement: its steps with the tables and indexes they use, outermost first. */
export type StatementPlan = { statement: string; steps: string[] }

type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: PlanNode[]
}

function stepsOf(node: PlanNode): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, Plans: below = [] } = node
  return [[type, table, index].filter(Boolean).join(' '), ...below.flatMap(stepsOf)]
}

/** Passes statements on, and while it watches asks PostgreSQL first how it would run each. */
export function createPlanWatch(sql: Sql): {
  sql: Sql
  start: () => void
  take: () => Promise<StatementPlan[]>
} {
  let plans: Promise<StatementPlan>[] | null = null

  const explain = async (strings: TemplateStringsArray, values: unknown[]): Promise<StatementPlan> => {
    const [first = '', ...rest] = strings
    const parts = [`EXPLAIN (FORMAT JSON) ${first}`, ...rest]
    const rows = await sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      Object.assign(parts, { raw: parts }),
      ...values,
    )
    const [plan] = rows[0]?.['QUERY PLAN'] ?? []
    return {
      statement: strings.join('$').replace(/\s+/g, ' ').trim(),
      steps: plan ? stepsOf(plan.Plan) : [],
    }
  }
  const watched: Sql = <T>(strings: TemplateStringsArray, ...values: unknown[]) => {
    plans?.push(explain(strings, values))
    return sql<T>(strings, ...values)
  }
  return {
    sql: watched,
    start() {
      plans = []
    },
    async take() {
      const taken = plans ?? []
      plans = null
      return Promise.all(taken)
    },
  }
}
