/** What the school as a whole announces. */
import { defineEvent } from '#platform/events/announce.ts'

/** An option was decided anew; what was worked out under the old one is worked out again. */
export const optionDecided = defineEvent<{ option: string }>('school.option_decided')
