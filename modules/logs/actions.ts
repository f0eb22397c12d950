import type { Actions } from '#platform/module/module.ts'
import { cases } from './actions/cases.ts'
import { sealedExports } from './actions/exports.ts'
import { help } from './actions/help.ts'
import { open } from './actions/open.ts'
import { queries } from './actions/queries.ts'
import { unmasking } from './actions/unmasking.ts'
import type { contract } from './contract.ts'

export const actions: Actions<typeof contract> = { ...open, ...cases, ...queries, ...unmasking, ...sealedExports, ...help }
