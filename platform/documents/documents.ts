/** Versioned documents: published as rendered, never changed again, shown and acknowledged per major version (RP.2, R9a.5, B15, B20). */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { setFacts } from '#platform/access/facts.ts'
import type { Database } from '#platform/database/connect.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { canonicalJson } from '#platform/journal/canonical.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Write } from '#platform/module/write.ts'
import { bodySchema } from './blocks.ts'
import type { Block } from './blocks.ts'
import { DOCUMENTS, STAFF_DOCUMENT } from './contract.ts'
import type { DocumentId } from './contract.ts'
import { documentPublished } from './events.ts'
import { title_chars_max } from './limits.ts'
import { isStaff } from './rules.ts'
import { readCurrent, readHeadings, readVersion } from './store.ts'
import type { Heading } from './store.ts'

/** A version without its body: `hash` is SHA-256 (hex) over title and body. */
export type DocumentVersion = Heading

/**
 * Publishes a text. Nothing happens when it is the one in force. `isMajor`: everybody is shown it anew; otherwise (a typo) those who have seen the version
 * before have seen this one too. Returns the version in force. Throws on an unknown document or a body that is not made of blocks.
 */
export async function publishDocument(w: Write, text: { document: DocumentId; title: string; body: readonly Block[]; isMajor: boolean }): Promise<DocumentVersion> {
  const { document, title, isMajor } = text
  if (!DOCUMENTS.includes(document)) throw new Error(`there is no document ${document}`)
  if (title.length === 0 || title.length > title_chars_max) throw new Error(`${document}: the title is empty or longer than ${title_chars_max} characters`)
  const body = bodySchema.parse(text.body)
  const hash = documentHash({ title, body })
  await sql`SELECT pg_advisory_xact_lock(${PUBLISH_LOCK})`.execute(w.trx)
  const current = await readCurrent(w.trx, document)
  if (current?.hash === hash) return current
  const version = {
    id: newId(w.at), document, title, hash, published_at: w.at,
    major: current === undefined || isMajor ? (current?.major ?? 0) + 1 : current.major,
    minor: current === undefined || isMajor ? 0 : current.minor + 1,
  }
  await w.trx.insertInto('document_version').values({ ...version, body: JSON.stringify(body) }).execute()
  writeJournal(w, { event: 'documents.version_published', actorId: w.actorId, fields: { document, major: version.major, minor: version.minor, hash } })
  w.schoolChanged = true
  await announce(w, documentPublished, { document })
  return version
}

/** SHA-256 (hex) over title and body: two texts with the same hash are the same text. */
export function documentHash(text: { title: string; body: readonly Block[] }): string {
  return createHash('sha256').update(canonicalJson({ title: text.title, body: text.body })).digest('hex')
}

/** The versions in force, by document. */
export async function currentDocuments(database: Database): Promise<Map<DocumentId, DocumentVersion>> {
  return new Map((await readHeadings(database)).map((heading) => [heading.document, heading]))
}

/**
 * Records that a person has seen a version, and the fact that follows from it. Whoever has seen any version of the same major number before has nothing
 * more to do. `outdated`: a newer major version is in force; `unknown`: there is no such version.
 */
export async function recordSeen(w: Write, personId: string, seen: { document: DocumentId; major: number; minor: number }): Promise<'seen' | 'outdated' | 'unknown'> {
  const { document, major, minor } = seen
  const version = await readVersion(w.trx, document, { major, minor })
  if (version === undefined) return 'unknown'
  const current = await readCurrent(w.trx, document)
  if (current!.major !== major) return 'outdated'
  // Two confirmations of one person at the same time: the second waits and finds the first.
  await lockPersons(w, [personId])
  const before = await w.trx
    .selectFrom('document_acknowledgement as a').innerJoin('document_version as v', 'v.id', 'a.document_version_id')
    .select('a.id').where('a.person_id', '=', personId).where('v.document', '=', document).where('v.major', '=', major).executeTakeFirst()
  if (before) return 'seen'
  const id = newId(w.at)
  await w.trx.insertInto('document_acknowledgement').values({ id, document_version_id: version.id, person_id: personId, at: w.at }).execute()
  await setFacts(w, { module: 'documents', id }, [{ personId, kind: 'seen', key: `${document}@${major}`, validFrom: w.at, validUntil: null }])
  return 'seen'
}

/** Records that a person has seen every document that is in force and for them: for accounts that are set up ready to use (example school, tests). */
export async function acknowledgeCurrent(w: Write, personId: string): Promise<void> {
  const { type } = await w.trx.selectFrom('person').select('type').where('id', '=', personId).executeTakeFirstOrThrow()
  for (const { document, major, minor } of await readHeadings(w.trx)) {
    if (document !== STAFF_DOCUMENT || isStaff(type)) await recordSeen(w, personId, { document, major, minor })
  }
}

const PUBLISH_LOCK = 7_305_523
