import { answer, type CommandHandler } from './command-handler.ts'

/** ShutDownDevice: somebody has to press the button, which here means starting the program again. */
export const shutDownDevice: CommandHandler = ({ machine }) =>
  answer.acknowledged({}, () => {
    machine.setPower({ kind: 'shut-down' })
    machine.tell('power', 'Shut down')
  })
