import type { Actions } from '#platform/module/module.ts'
import { affected } from './actions/affected.ts'
import { cases } from './actions/cases.ts'
import { drafts } from './actions/drafts.ts'
import { records } from './actions/records.ts'
import type { contract } from './contract.ts'

export const actions: Actions<typeof contract> = { ...cases, ...records, ...affected, ...drafts }
