import type { Problem } from './problem.ts'

/** A request that does not even reach what it asks for. */
export class RequestRefused extends Error {
  readonly code: string
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code)
    this.code = problem.code
    this.problem = problem
  }
}
