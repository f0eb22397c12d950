/** Cards: a long-lived code and three pictures each, kept as keyed hashes only (A6). Alone a card opens nothing: a teacher has to have opened the class. */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'
import { limits } from '../limits.ts'
import { newCode, readCode } from '../sign-in/codes.ts'
import { recordLosses } from '../sign-in/ledger-pieces.ts'
import { lockPersons } from '../sign-in/write-as.ts'

export type NewCard = { personId: string; code: string; pictures: number[] }
export type OpenCard = { cardId: string; personId: string; picturesHash: Buffer }

/** Makes a card for each of these persons and ends those they had. Codes and pictures can't be had again. The caller writes the act into the journal. */
export async function makeCards(w: Write, personIds: readonly string[]): Promise<NewCard[]> {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return []
  await endCards(w, ids, 'replaced')
  const made = ids.map((personId) => ({ cardId: newId(w.at), personId, code: newCode(), pictures: newPictures() }))
  await w.trx
    .insertInto('sign_in_card')
    .values(
      made.map(({ cardId, personId, code, pictures }) => ({
        id: cardId,
        person_id: personId,
        code_hash: hashOfCode(w.platform.keys, readCode(code)!),
        pictures_hash: hashOfPictures(w.platform.keys, cardId, pictures),
        made_by: w.actorId,
        made_at: w.at,
      })),
    )
    .execute()
  return made.map(({ personId, code, pictures }) => ({ personId, code, pictures }))
}

/** Ends the cards of these persons, with their rows held. Answers how many ended. */
export async function endCards(w: Write, personIds: readonly string[], reason: 'replaced' | 'revoked'): Promise<number> {
  await lockPersons(w, personIds)
  const { rows } = await sql<{ card_id: string }>`
    INSERT INTO sign_in_card_end (card_id, reason, ended_by, at)
    SELECT c.id, ${reason}, ${w.actorId}::uuid, ${w.at} FROM sign_in_card c
     WHERE c.person_id = ANY(${[...personIds]}::uuid[]) AND NOT EXISTS (SELECT FROM sign_in_card_end e WHERE e.card_id = c.id)
    ON CONFLICT (card_id) DO NOTHING RETURNING card_id`.execute(w.trx)
  await recordLosses(w, 'card_end', 'card', rows.map((row) => row.card_id))
  return rows.length
}

/** The card with this code that has not ended, whoever's it is; null for everything else. */
export async function findCard({ database, keys }: { database: Database | Trx; keys: Pick<Keys, 'hmac'> }, typed: string): Promise<OpenCard | null> {
  const signs = readCode(typed)
  if (signs === null) return null
  const row = await database
    .selectFrom('sign_in_card as c')
    .leftJoin('sign_in_card_end as e', 'e.card_id', 'c.id')
    .select(['c.id', 'c.person_id', 'c.pictures_hash'])
    .where('c.code_hash', '=', hashOfCode(keys, signs))
    .where('e.card_id', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : { cardId: row.id, personId: row.person_id, picturesHash: row.pictures_hash }
}

/** Whether these are the pictures of the card, in this order. */
export function arePicturesOf(keys: Pick<Keys, 'hmac'>, card: OpenCard, pictures: readonly number[]): boolean {
  return timingSafeEqual(hashOfPictures(keys, card.cardId, pictures), card.picturesHash)
}

/** Three different pictures, so that a child never wonders whether the same one counts twice: 1,320 orders. */
function newPictures(): number[] {
  const left = Array.from({ length: limits.card_pictures }, (_, place) => place)
  return Array.from({ length: limits.card_pictures_chosen }, () => left.splice(randomInt(left.length), 1)[0]!)
}

function hashOfCode(keys: Pick<Keys, 'hmac'>, signs: string): Buffer {
  return keys.hmac('card', signs)
}

function hashOfPictures(keys: Pick<Keys, 'hmac'>, cardId: string, pictures: readonly number[]): Buffer {
  return keys.hmac('card pictures', `${cardId}\0${pictures.join(',')}`)
}
