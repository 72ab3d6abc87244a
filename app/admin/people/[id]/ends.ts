/** What ends when somebody leaves, counted. */
export interface Ends {
  released: number
  awaited: number
  requests: number
  sessions: number
  tokens: number
}
