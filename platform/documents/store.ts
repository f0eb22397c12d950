/** SQL of the room documents. */
import type { Database, Trx } from '#platform/database/connect.ts'
import type { Block } from './blocks.ts'
import type { DocumentId } from './contract.ts'

export type Heading = { id: string; document: DocumentId; major: number; minor: number; title: string; hash: string; published_at: Date }
export type Whole = Heading & { body: Block[] }

/** The version of a document that is in force. */
export async function readCurrent(database: Database | Trx, document: DocumentId): Promise<Heading | undefined> {
  const row = await database
    .selectFrom('document_version').select(HEADING).where('document', '=', document).orderBy('major', 'desc').orderBy('minor', 'desc').limit(1).executeTakeFirst()
  return row as Heading | undefined
}

/** One version with its body; `which` null: the one in force. */
export async function readVersion(database: Database | Trx, document: DocumentId, which: { major: number; minor: number } | null): Promise<Whole | undefined> {
  let query = database
    .selectFrom('document_version').select([...HEADING, 'body']).where('document', '=', document).orderBy('major', 'desc').orderBy('minor', 'desc').limit(1)
  if (which) query = query.where('major', '=', which.major).where('minor', '=', which.minor)
  return (await query.executeTakeFirst()) as Whole | undefined
}

/** The versions in force of all documents, without their bodies. */
export async function readHeadings(database: Database | Trx): Promise<Heading[]> {
  const rows = await database
    .selectFrom('document_version').distinctOn('document').select(HEADING).orderBy('document').orderBy('major', 'desc').orderBy('minor', 'desc').execute()
  return rows as Heading[]
}

const HEADING = ['id', 'document', 'major', 'minor', 'title', 'hash', 'published_at'] as const
