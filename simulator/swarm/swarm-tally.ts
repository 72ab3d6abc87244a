/** What a swarm has lived through, counted by the Macs themselves. */
export type SwarmTally = {
  /** Commands that some Mac has done; none is done twice by a Mac that remembers. */
  carriedOut: Set<string>
  /** Answers that the server has taken with a 200. */
  acknowledged: Set<string>
  /** Handed out again before the answer was taken: that is how it has to be after an interruption. */
  repeated: number
  /** Handed out again after the answer was taken: that must never be. */
  doubled: number
  /** Requests whose answer never came. */
  broken: number
  /** Answers other than 200, by status. */
  refused: Map<number, number>
  polls: number
  pushes: number
}

export function newSwarmTally(): SwarmTally {
  return {
    carriedOut: new Set(),
    acknowledged: new Set(),
    repeated: 0,
    doubled: 0,
    broken: 0,
    refused: new Map(),
    polls: 0,
    pushes: 0,
  }
}
