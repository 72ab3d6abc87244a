import { answer, type CommandHandler } from './command-handler.ts'

/** RestartDevice: gone for a few seconds, then back and asking for commands. */
export const restartDevice: CommandHandler = ({ machine }) =>
  answer.acknowledged({}, () => {
    machine.setPower({ kind: 'restarting', untilMs: Date.now() + machine.behaviours.restartMs })
    machine.tell('power', 'Restarting')
  })
