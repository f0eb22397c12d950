import type { Actions } from '#platform/module/module.ts'
import type { contract } from './contract.ts'
import { reportLostDevice, reportLostDeviceByPassword, reportLostDeviceFor } from './sign-in/lost-device.ts'
import { endOtherSessions, endSession, getSession, listSessions } from './sign-in/own-sessions.ts'
import { changePassword, choosePassword, useSlip } from './sign-in/passwords.ts'
import { signIn, signOut } from './sign-in/sign-in.ts'

export const actions: Actions<typeof contract> = {
  getSession,
  signIn,
  signOut,
  useSlip,
  choosePassword,
  changePassword,
  listSessions,
  endSession,
  endOtherSessions,
  reportLostDevice,
  reportLostDeviceByPassword,
  reportLostDeviceFor,
}
