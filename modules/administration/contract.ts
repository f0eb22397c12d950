/** First run, offices, appointments, releases, accounts of others, custody of root, self-test of the machine, suggestions of the week. */
import { custody } from './contract/custody.ts'
import { founding } from './contract/founding.ts'
import { host } from './contract/host.ts'
import { offices } from './contract/offices.ts'
import { others } from './contract/others.ts'
import { releases } from './contract/releases.ts'

export { STATES } from './contract/founding.ts'

export const contract = { ...founding, ...offices, ...releases, ...others, ...custody, ...host }
