import type { Module } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import { remindOfDifference } from './draft.ts'
import { listeners } from './listeners.ts'
import manifest from './manifest.ts'

export const module: Module = {
  manifest,
  contract,
  actions,
  control,
  listeners,
  /** An update may keep more, or say it in other words, than the version in force: the head decides when that is published. */
  async start(platform) {
    if (platform.school.school !== null) await write(platform, null, platform.clock.now(), remindOfDifference)
  },
}
