import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { watchAlarms } from './alarms.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import manifest from './manifest.ts'
import { subjects } from './subjects.ts'

/** The alarms of the 72 hours ring at their minute, not once a day: the room keeps a timer of its own and catches up when it starts. */
export const module: Module = { manifest, contract, actions, subjects, control, start: watchAlarms }
