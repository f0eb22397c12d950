/** What the room documents announces. */
import { defineEvent } from '#platform/events/announce.ts'

/** A new version of a document is in force; what hangs on its age is worked out again. */
export const documentPublished = defineEvent<{ document: string }>('documents.version_published')
