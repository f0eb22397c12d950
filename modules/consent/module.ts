import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import { jobs, listeners, recurring } from './listeners.ts'
import manifest from './manifest.ts'
import { replays } from './replays.ts'
import { subjects } from './subjects.ts'

export const module: Module = { manifest, contract, actions, control, subjects, replays, listeners, jobs, recurring }
