/** What consent hears of: custody, majority and exit dates move gates in the same transaction; the founding publishes the first texts. */
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { publishDocument } from '#platform/documents/documents.ts'
import { guardianshipChanged, peopleChanged } from '#platform/identity/events.ts'
import type { RecurringJob } from '#platform/jobs/jobs.ts'
import { write } from '#platform/module/write.ts'
import { schoolFounded } from '#modules/administration/events.ts'
import { refreshFacts } from './facts.ts'
import { documentOf, pupilsWithRecords } from './store.ts'
import { documents } from './documents.de.ts'

export const listeners: readonly Listener[] = [
  within(guardianshipChanged, async (w, { wardIds }) => void (await refreshFacts(w, wardIds))),
  within(peopleChanged, async (w, { personIds }) => void (await refreshFacts(w, personIds))),
  within(schoolFounded, async (w) => {
    for (const purpose of ['platform', 'video'] as const) await publishDocument(w, { document: documentOf(purpose), ...documents[purpose], isMajor: true })
  }),
]

/**
 * Closing needs no job: facts end by themselves. But a gate can also open by itself (custody of a missing parent ends), and a new text or option moves
 * many gates at once: once a day all pupils with records are looked at again.
 */
export const recurring: readonly RecurringJob[] = [
  {
    name: 'consent.refresh', every: 'day', at: '00:01',
    run: async (platform, _dueOn, at) => {
      const pupilIds = await pupilsWithRecords(platform.database)
      for (let start = 0; start < pupilIds.length; start += 500) await write(platform, null, at, (w) => refreshFacts(w, pupilIds.slice(start, start + 500)))
    },
  },
]
