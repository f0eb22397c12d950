/**
 * What consent hears of: custody, majority and exit dates move gates in the same transaction; a decision of the school about consent and a new text of it move
 * many, right after it; the founding publishes the first texts.
 */
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { publishDocument } from '#platform/documents/documents.ts'
import { documentPublished } from '#platform/documents/events.ts'
import { guardianshipChanged, peopleAdded, peopleChanged, peopleErased } from '#platform/identity/events.ts'
import type { JobDeclaration, RecurringJob, RunResult } from '#platform/jobs/jobs.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { optionDecided } from '#platform/school/events.ts'
import { schoolFounded } from '#modules/administration/events.ts'
import { drawSamples } from './entry/samples.ts'
import { refreshFacts } from './facts.ts'
import { refreshBansAtWork } from './same/bans.ts'
import { settleSuggestions } from './same/links.ts'
import { documentOf, pupilsWithRecords } from './store.ts'
import { documents } from './documents.de.ts'

export const listeners: readonly Listener[] = [
  within(guardianshipChanged, async (w, { wardIds }) => {
    await refreshFacts(w, wardIds)
    await refreshBansAtWork(w)
  }),
  // A guardian who is gone for good is no holder any more.
  within(peopleErased, async (w, { familyIds }) => void (await refreshFacts(w, familyIds))),
  within(peopleAdded, settleSuggestions),
  within(peopleChanged, async (w, { personIds }) => void (await refreshFacts(w, personIds))),
  { event: optionDecided.name, after: 'refresh' },
  { event: documentPublished.name, after: 'refresh' },
  within(schoolFounded, async (w) => {
    for (const purpose of ['platform', 'video'] as const) await publishDocument(w, { document: documentOf(purpose), ...documents[purpose], isMajor: true })
  }),
]

export const jobs: readonly JobDeclaration[] = [
  { name: 'refresh', run: async (platform, { option = '', document = '' }: { option?: string; document?: string }) => void (/^(consent|majority)[.-]/.test(option || document) && (await refreshAll(platform))) },
]

/** Closing needs no job: facts end by themselves. But a gate can also open by itself (custody of a missing parent ends): once a day all pupils with records are looked at again. */
export const recurring: readonly RecurringJob[] = [{ name: 'consent.refresh', every: 'day', at: '00:01', run: refreshAll }, drawSamples]

async function refreshAll(platform: Platform): Promise<RunResult> {
  const pupilIds = await pupilsWithRecords(platform.database)
  for (let start = 0; start < pupilIds.length; start += 500) await write(platform, null, platform.clock.now(), (w) => refreshFacts(w, pupilIds.slice(start, start + 500)))
  // Bans and stays end by their dates; then nobody has to decide any more.
  await write(platform, null, platform.clock.now(), refreshBansAtWork)
  return { looked: pupilIds.length }
}
