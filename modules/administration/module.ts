import type { Module } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import { actions } from './actions.ts'
import { hostRecurring } from './actions/host.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import manifest from './manifest.ts'
import { recurring } from './reminders.ts'
import { replays } from './replays.ts'
import { subjects } from './subjects.ts'

export const module: Module = {
  manifest,
  contract,
  actions,
  control,
  subjects,
  replays,
  recurring: [...recurring, ...hostRecurring],
  /** An update may process other data than before: then the document on data gets a new version before anybody is let in (R9a.5). */
  async start(platform) {
    const { school } = platform.school
    if (school === null) return
    await write(platform, null, platform.clock.now(), (w) => publishModuleDocument(w, school.name))
    await platform.school.reload()
  },
}
