/** All operations of the messenger. */
import type { Actions } from '#platform/module/module.ts'
import { messageActions } from './actions/messages.ts'
import { roomActions } from './actions/rooms.ts'
import type { contract } from './contract.ts'

export const actions: Actions<typeof contract> = { ...roomActions, ...messageActions }
