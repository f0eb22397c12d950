/** The clerk links accounts of one human, takes links away, and says which namesakes are two. */
import { sql } from 'kysely'
import { bannedIds } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { nameWords } from '#platform/identity/name-key.ts'
import { namesOf } from '#platform/identity/people.ts'
import { WORK_TYPES, denySameHuman as deny, endSameHuman as endLink, linkSameHuman as link, namesakes, openLinks } from '#platform/identity/same-human.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'
import { refreshBansAtWork } from './bans.ts'
import type { sameContract } from './contract.ts'

type SameActions = Actions<typeof sameContract>
type Pair = { workId: string; parentId: string }

/** One task for all suggestions that wait. */
export const SUGGESTED = 'consent.same_human_suggested'
const SUGGESTED_KEY = 'all'

export const listSameHumans: SameActions['listSameHumans'] = async (context) => {
  const { database, today } = context
  const links = await openLinks(database)
  const suggestions = await namesakes(database, today, limits.suggestions_listed_max)
  const pairs: Pair[] = [...links, ...suggestions]
  const names = await namesOf(database, [...pairs.flatMap((one) => [one.workId, one.parentId]), ...links.flatMap((one) => one.linkedBy ?? [])])
  const children = await childrenOfParents(database, pairs.map((one) => one.parentId), today, bannedIds(actorOf(context), today))
  const nameOf = (id: string) => names.get(id)?.displayName ?? ''
  const shown = ({ workId, parentId }: Pair) => ({ work: { id: workId, displayName: nameOf(workId) }, parent: { id: parentId, displayName: nameOf(parentId), children: children.get(parentId) ?? [] } })
  return {
    links: links.map((one) => ({ id: one.id, ...shown(one), since: dateInBerlin(one.linkedAt), by: one.linkedBy === null ? null : nameOf(one.linkedBy) })),
    suggestions: suggestions.map(shown),
  }
}

export const findWorkAccounts: SameActions['findWorkAccounts'] = async ({ database, today }, { q }) => {
  const words = nameWords(q, 5)
  if (words.length === 0) return { found: [] }
  const rows = await database.selectFrom('person').select(['id', 'given_name', 'family_name']).where('type', 'in', [...WORK_TYPES]).where((eb) => eb.or([eb('exit_on', 'is', null), eb('exit_on', '>=', today)]))
    .where(sql<boolean>`name_key LIKE ALL(${words.map((word) => `% ${word}%`)}::text[])`).orderBy(sql`family_name COLLATE "de-x-icu"`).orderBy('id').limit(limits.candidates_max).execute()
  return { found: rows.map((row) => ({ id: row.id, displayName: `${row.given_name} ${row.family_name}` })) }
}

export const linkSameHuman: SameActions['linkSameHuman'] = async (context, pair) =>
  context.write(async (w) => {
    await lockPersons(w, [pair.workId, pair.parentId])
    await checkPair(w, pair)
    const [other] = await openLinks(w.trx, { parentIds: [pair.parentId] })
    // One human works under one account; a parent who came twice from two files has two.
    if (other !== undefined && other.workId !== pair.workId) refuse(409, 'same_human_taken')
    const linkId = await link(w, pair)
    await settleSuggestions(w)
    return { linkId, bans: await refreshBansAtWork(w, pair.workId) }
  })

export const endSameHuman: SameActions['endSameHuman'] = async (context, { linkId }) => {
  await context.write(async (w) => {
    const [one] = await openLinks(w.trx, { ids: [linkId] })
    if (one === undefined) return
    await lockPersons(w, [one.workId, one.parentId])
    if (await endLink(w, one)) await refreshBansAtWork(w)
  })
  return {}
}

export const denySameHuman: SameActions['denySameHuman'] = async (context, pair) => {
  // Who says so of themselves would shake off what the link keeps from them.
  if (pair.workId === actorOf(context).personId) refuse(403, 'own_family', { clause: '2' })
  await context.write(async (w) => {
    await checkPair(w, pair)
    await deny(w, pair)
    await settleSuggestions(w)
  })
  return {}
}

/** Whether people were added who might be somebody known: then the clerk is asked once. Nothing is ever linked by itself. */
export async function settleSuggestions(w: Write): Promise<void> {
  if ((await namesakes(w.trx, w.today, 1)).length === 0) await closeTask(w, SUGGESTED, SUGGESTED_KEY, 'done')
  else await openTask(w, { kind: SUGGESTED, key: SUGGESTED_KEY, for: { office: 'task:consent_register' }, params: {} })
}

async function checkPair(w: Write, { workId, parentId }: Pair): Promise<void> {
  const rows = await w.trx.selectFrom('person').select(['id', 'type']).where('id', 'in', [workId, parentId]).execute()
  const typeOf = (id: string) => rows.find((row) => row.id === id)?.type ?? ''
  if (!(WORK_TYPES as readonly string[]).includes(typeOf(workId)) || typeOf(parentId) !== 'parent') refuse(422, 'same_human_types')
}

/** First names of the children who are on record, by parent. */
async function childrenOfParents(database: Database | Trx, parentIds: readonly string[], today: string, hidden: ReadonlySet<string>): Promise<Map<string, string[]>> {
  if (parentIds.length === 0) return new Map()
  const rows = await database.selectFrom('guardianship as g').innerJoin('person as c', 'c.id', 'g.ward_id').select(['g.guardian_id', 'c.given_name']).distinct().where('c.id', '<>', sql<string>`ALL(${[...hidden]}::uuid[])`)
    .where('g.guardian_id', '=', sql<string>`ANY(${[...parentIds]}::uuid[])`).where('g.contact_ban', '=', false).where((eb) => eb.or([eb('g.until_on', 'is', null), eb('g.until_on', '>=', today)])).orderBy('c.given_name').execute()
  return new Map([...Map.groupBy(rows, (row) => row.guardian_id)].map(([id, own]) => [id, own.map((row) => row.given_name)]))
}
