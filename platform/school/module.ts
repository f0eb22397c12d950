import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'
import { options } from './options.ts'

export const module: Module = {
  manifest,
  contract,
  actions,
  control: {
    figures: [{
      id: 'school.options', clause: '0',
      async count({ database }) {
        const decided = await database.selectFrom('option_decision').select('option').distinct().execute()
        return { n: decided.filter(({ option }) => option in options).length, of: Object.keys(options).length }
      },
    }],
  },
}
