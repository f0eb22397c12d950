/** What the instruction hears of: a new school has none yet, and a decision on an option may change what its text must say. */
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { optionDecided } from '#platform/school/events.ts'
import { schoolFounded } from '#modules/administration/events.ts'
import { remindOfDifference } from './draft.ts'

export const listeners: readonly Listener[] = [within(schoolFounded, remindOfDifference), within(optionDecided, remindOfDifference)]
