import type { Actions } from '#platform/module/module.ts'
import { cardActions } from './cards/actions.ts'
import { pairedActions } from './cards/paired-actions.ts'
import type { contract } from './contract.ts'
import { answerSlipNotice, listSlipNotices } from './recovery/notices.ts'
import { confirmRenewal, readRenewal, renewPassword } from './recovery/renewal.ts'
import { confirmPasskey, confirmTotp, startPasskey, startTotp } from './factor/enrol.ts'
import { listFactors, removeFactor, renameFactor, renewCodes, voidFactors } from './factor/own-factors.ts'
import { askPasskey, proveFactor, proveFactorAgain } from './factor/prove.ts'
import { listAttempts } from './sign-in/attempts.ts'
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
  listAttempts,
  endSession,
  endOtherSessions,
  reportLostDevice,
  reportLostDeviceByPassword,
  reportLostDeviceFor,
  renewPassword,
  confirmRenewal,
  readRenewal,
  listSlipNotices,
  answerSlipNotice,
  ...cardActions,
  ...pairedActions,
  proveFactor,
  askPasskey,
  proveFactorAgain,
  listFactors,
  startTotp,
  confirmTotp,
  startPasskey,
  confirmPasskey,
  renameFactor,
  removeFactor,
  renewCodes,
  voidFactors,
}
