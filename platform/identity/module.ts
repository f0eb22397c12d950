import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'
import { reminderJobs } from './recovery/reminders.ts'
import { watchSpraying } from './recovery/spraying.ts'
import { replays } from './replays.ts'
import { subjects } from './subjects.ts'

export const module: Module = { manifest, contract, actions, subjects, replays, recurring: reminderJobs, start: watchSpraying }
