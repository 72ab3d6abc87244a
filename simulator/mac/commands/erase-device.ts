import { dropEnrollment } from '../drop-enrollment.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** EraseDevice: the Mac forgets everything, without a farewell to its server. */
export const eraseDevice: CommandHandler = ({ machine }) =>
  answer.acknowledged({}, () => {
    dropEnrollment(machine, 'Erased by the server')
    machine.state.apps = []
    machine.setPower({ kind: 'erased' })
  })
