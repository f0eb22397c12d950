import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Module } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { groups } from './actions/groups.ts'
import { identities } from './actions/identities.ts'
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
import { lookAtQuestions } from './store/questions.ts'
import { subjects } from './subjects.ts'

const actions: Actions<typeof contract> = { ...imports, ...people, ...identities, ...groups, ...slips, ...teacherSlips, ...profile, ...years, ...pictures, exportAccounts }

/** R12.1, day 14. What is due is asked of the records, so a night that was missed is caught up by the next one. Doors need no night: their facts begin by themselves. */
const recurring: readonly RecurringJob[] = [{ name: 'departures', every: 'day', at: '00:20', onlyNewest: true, run: async (platform, _dueOn, at) => ({ open: await write(platform, null, at, lookAtQuestions) }) }]

export const module: Module = { manifest, contract, actions, control, listeners, subjects, recurring }
