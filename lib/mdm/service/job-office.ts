import { expireQueuedCommands } from '../store/commands.ts'
import { countFailedResults } from '../store/retention.ts'
import { findWork, type WorkDue } from '../store/work-due.ts'
import { digestResults } from './digest-results.ts'
import type { DigestThread } from './digest-thread.ts'
import { endHalfMade } from './end-half-made.ts'
import { forgetHistory } from './forget-history.ts'
import type { MdmContext } from './mdm-context.ts'
import { type MdmEventHandler, takeEvents, type WantedEvents } from './take-events.ts'

/**
 * What is done off a Mac's way, when somebody says so: nothing here runs by itself.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export interface JobOffice {
  digestResults(limit?: number): Promise<number>
  takeEvents(handle: MdmEventHandler, limit?: number, wanted?: WantedEvents): Promise<number>
  /** A cheap look at whether the jobs would find something. */
  workDue(): Promise<WorkDue>
  expireCommands(): Promise<number>
  /** Ends enrollments that were begun a week ago and not finished. */
  endHalfMade(): Promise<number>
  /** Forgets a part of what ended before then; gives how many rows. */
  forgetHistory(before: Date): Promise<number>
  /** How many answers were set aside because they could not be read. */
  countUnreadable(): Promise<number>
  /** Writes down when devices were last seen; it is done every few seconds by itself. */
  flushLastSeen(): Promise<void>
}

/**
 * Opens it.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export function createJobOffice(context: MdmContext, thread: DigestThread): JobOffice {
  const { sql, clock } = context
  return {
    digestResults: (limit) => digestResults(context, thread, limit),
    takeEvents: (handle, limit, wanted) => takeEvents(context, handle, limit, wanted),
    workDue: () => findWork(sql, clock()),
    expireCommands: () => expireQueuedCommands(sql, clock()),
    endHalfMade: () => endHalfMade(context),
    forgetHistory: (before) => forgetHistory(sql, before),
    countUnreadable: () => countFailedResults(sql),
    flushLastSeen: context.lastSeen.flush,
  }
}
