import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import { listeners } from './events/listeners.ts'
import manifest from './manifest.ts'
import { start, topics } from './running.ts'
import { addressed } from './store/taken.ts'
import { subjects } from './subjects.ts'

export const module: Module = { manifest, contract, actions, control, subjects, listeners, topics, addressed, start: async (platform) => start(platform) }
