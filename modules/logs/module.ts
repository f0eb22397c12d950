import type { Module } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { actions } from './actions.ts'
import { dropWaiting } from './actions/waiting.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import manifest from './manifest.ts'
import { subjects } from './subjects.ts'

export const module: Module = {
  manifest, contract, actions, subjects, control,
  // Cases close by their time; only what asked somebody to decide in them is put away.
  recurring: [{ name: 'drop_waiting', every: 'day', at: '05:20', onlyNewest: true, run: async (platform, _dueOn, at) => ({ dropped: await write(platform, null, at, dropWaiting) }) }],
}
