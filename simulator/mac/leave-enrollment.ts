import { dropEnrollment } from './drop-enrollment.ts'
import { MacError } from './mac-error.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'

/** Says CheckOut once, if the profile asked for it, and forgets the enrolment whatever the answer is. */
export async function leaveEnrollment(machine: Machine, client: MdmClient, why: string): Promise<void> {
  const { enrollment } = machine.state
  if (!enrollment) return
  if (enrollment.checkOutWhenRemoved) {
    try {
      await client.checkIn('CheckOut', { Topic: enrollment.topic })
    } catch (error) {
      if (!(error instanceof MacError)) throw error
      machine.tell('trouble', `The server did not take the farewell: ${error.message}`)
    }
  }
  dropEnrollment(machine, why)
}
