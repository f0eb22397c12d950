/** First run, appointments, offices, releases, accounts of others, custody, self-test: written acts from which rights follow. */
import type { Actions } from '#platform/module/module.ts'
import { appointments } from './actions/appointments.ts'
import { custody } from './actions/custody.ts'
import { host } from './actions/host.ts'
import { offices } from './actions/offices.ts'
import { others } from './actions/others.ts'
import { releases } from './actions/releases.ts'
import { week } from './actions/week.ts'
import type { contract } from './contract.ts'
import { foundSchool } from './founding.ts'

export const actions: Actions<typeof contract> = { foundSchool, ...appointments, ...offices, ...releases, ...others, ...custody, ...host, ...week }
