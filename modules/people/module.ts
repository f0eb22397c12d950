import type { Module } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { groups } from './actions/groups.ts'
import { imports } from './actions/imports.ts'
import { people } from './actions/people.ts'
import { profile } from './actions/profile.ts'
import { slips } from './actions/slips.ts'
import { teacherSlips } from './actions/teacher-slips.ts'
import { exportAccounts } from './actions/export.ts'
import { years } from './actions/years.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import { listeners } from './listeners.ts'
import { pictures } from './pictures/actions.ts'
import manifest from './manifest.ts'
import { subjects } from './subjects.ts'

const actions: Actions<typeof contract> = { ...imports, ...people, ...groups, ...slips, ...teacherSlips, ...profile, ...years, ...pictures, exportAccounts }

export const module: Module = { manifest, contract, actions, control, listeners, subjects }
