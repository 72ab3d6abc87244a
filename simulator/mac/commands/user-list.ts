import { answer, type CommandHandler } from './command-handler.ts'

/** UserList: one person uses this Mac. */
export const userList: CommandHandler = ({ machine }) =>
  answer.acknowledged({
    Users: [
      {
        UserName: 'employee',
        FullName: 'Mac Employee',
        UID: 501,
        UserGUID: machine.state.userGuid,
        IsLoggedIn: true,
        MobileAccount: false,
        HasSecureToken: true,
      },
    ],
  })
