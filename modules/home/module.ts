import type { Actions, Module } from '#platform/module/module.ts'
import { notices } from './actions/notices.ts'
import { today } from './actions/today.ts'
import { week } from './actions/week.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'
import { subjects } from './subjects.ts'

const actions: Actions<typeof contract> = { ...today, ...week, ...notices }

export const module: Module = { manifest, contract, actions, subjects }
