/** A school's own text of a consent (3.1): a new major version asks everybody anew, while the door stays open for the days the school decided. */
import { sql } from 'kysely'
import type { Block } from '#platform/documents/blocks.ts'
import { documentHash, publishDocument } from '#platform/documents/documents.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { informHead } from '#platform/school/representation.ts'
import { aidsFor } from '../aids/aids.ts'
import { PURPOSES, documentOf, loadDocuments } from '../store.ts'
import type { textContract } from './contract.ts'
import { blocksOf } from './plain.ts'

export const textActions: Actions<typeof textContract> = {
  async readConsentTexts(context) {
    const { database, platform, at } = context
    const documents = await loadDocuments(database)
    const texts = PURPOSES.flatMap((purpose) => documents.findLast((version) => version.purpose === purpose) ?? [])
    const { rows } = await sql<{ key: string; n: number }>`
      SELECT f.key, count(DISTINCT f.person_id)::int AS n FROM access_fact f
       WHERE f.source_module = 'consent' AND f.kind = 'purpose' AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at}) GROUP BY f.key`.execute(database)
    return {
      reconsentDays: platform.school.option('consent.reconsent_days'),
      texts: await Promise.all(texts.map(async ({ purpose, id, title, major, minor, validFrom }) => {
        const { body } = await database.selectFrom('document_version').select('body').where('id', '=', id).executeTakeFirstOrThrow()
        return { purpose, id, title, major, minor, validFrom, body: body as Block[], open: rows.find((row) => row.key === purpose)?.n ?? 0, hasAids: (await aidsFor(context, purpose)).length > 0 }
      })),
    }
  },

  async publishConsentText(context, { purpose, basedOn, title, text, isMajor }) {
    const body = blocksOf(text)
    if (body.length === 0) refuse(422, 'text_empty', { field: 'text' })
    return context.write(async (w) => {
      const newest = (await loadDocuments(w.trx)).findLast((version) => version.purpose === purpose)
      // Changed is what was seen: of two who write at the same time one is told.
      if (newest?.id !== basedOn) refuse(409, 'version_changed')
      const { hash } = await w.trx.selectFrom('document_version').select('hash').where('id', '=', basedOn).executeTakeFirstOrThrow()
      if (hash === documentHash({ title, body })) refuse(422, 'text_same', { field: 'text' })
      const version = await publishDocument(w, { document: documentOf(purpose), title, body, isMajor })
      // Between the look above and now somebody else was first: what stands there is not what was written here on top of.
      if (version.major !== newest.major + (isMajor ? 1 : 0) || version.minor !== (isMajor ? 0 : newest.minor + 1)) refuse(409, 'version_changed')
      await informHead(w, actorOf(context), 'consent_text', version.id)
      return { major: version.major, minor: version.minor }
    })
  },
}
