/** All facts as they stand in the table, and as they follow from the records alone (B1): two lists that a test compares. */
import type { FactOfModule, FactOfPerson } from '#platform/access/facts.ts'
import { factorFacts } from '#platform/identity/factor/records.ts'
import { passwordFacts, passwordSource } from '#platform/identity/sign-in/credentials.ts'
import { accountFacts } from '#platform/identity/people.ts'
import { releaseFacts, termFacts } from '#modules/administration/rules.ts'
import { consentFacts, judge } from '#modules/consent/facts.ts'
import { exitUnclearFacts } from '#modules/people/rules.ts'
import { openAboutPupils } from '#modules/people/store/questions.ts'
import type { TestHouse } from './house.ts'

type Line = string

/** All facts of the table, one line each. */
export async function stored(house: TestHouse): Promise<Line[]> {
  const rows = await house.platform.database.selectFrom('access_fact').selectAll().execute()
  return rows.map((row) => lineOf(row.source_module, row.source_id, { owner: row.person_id ?? row.module_id!, kind: row.kind, key: row.key, validFrom: row.valid_from, validUntil: row.valid_until })).sort()
}

/** All facts as they follow from the records of each room, by its own pure rules. */
export async function rebuilt(house: TestHouse): Promise<Line[]> {
  const { database, school } = house.platform
  const persons = await database.selectFrom('person').select(['id', 'type', 'entered_on', 'exit_on', 'deleted_on']).execute()
  const judged = await judge(database, school, persons.filter(({ type }) => type === 'pupil').map((row) => row.id), house.clock.today())
  const terms = await database.selectFrom('office_term as t').leftJoin('office_term_end as e', 'e.office_term_id', 't.id').selectAll('t').select(['e.at as ended_at', 'e.last_on']).execute()
  const custodies = await database.selectFrom('custody_term as c').leftJoin('custody_end as e', 'e.custody_term_id', 'c.id').selectAll('c').select('e.at as ended_at').execute()
  const appointments = await database.selectFrom('appointment as a').leftJoin('appointment_end as e', 'e.appointment_id', 'a.id').selectAll('a').select('e.at as ended_at').execute()
  const releases = await database.selectFrom('module_release as r').leftJoin('module_release_end as e', 'e.module_release_id', 'r.id').selectAll('r').where('e.at', 'is', null).execute()
  const factors = await database.selectFrom('second_factor as f').leftJoin('second_factor_end as e', 'e.factor_id', 'f.id').selectAll('f').where('e.at', 'is', null).execute()
  const passwords = await database.selectFrom('credential as c').innerJoin('person as p', 'p.id', 'c.person_id').select(['c.person_id', 'c.is_short', 'c.set_at', 'p.type']).execute()
  const questions = await openAboutPupils(database).select(['task.about_person_id', 'task.due_on']).execute()
  const seen = await database.selectFrom('document_acknowledgement as a').innerJoin('document_version as v', 'v.id', 'a.document_version_id').select(['a.id', 'a.person_id', 'a.at', 'v.document', 'v.major']).execute()
  const lines = (module: string, source: string, facts: readonly (FactOfPerson | FactOfModule)[]) =>
    facts.map((fact) => lineOf(module, source, { owner: 'personId' in fact ? fact.personId : fact.moduleId, kind: fact.kind, key: fact.key, validFrom: fact.validFrom, validUntil: fact.validUntil }))
  const termOf = (row: (typeof appointments)[number]) => ({ personId: row.person_id, from: row.from_on, until: row.until_on, endedAt: row.ended_at })
  // A term that was ended for a later day has that last day.
  const officeOf = (row: (typeof terms)[number]) => ({ personId: row.person_id, from: row.from_on, until: row.last_on ?? row.until_on, endedAt: row.last_on === null ? row.ended_at : null })
  return [
    ...persons.flatMap((row) => lines('identity', row.id, accountFacts(row))),
    ...passwords.flatMap((row) => lines('identity', passwordSource(row.person_id), passwordFacts(row, row.type))),
    ...factors.flatMap((row) => lines('identity', row.id, factorFacts(row))),
    ...[...judged].flatMap(([pupilId, one]) => lines('consent', pupilId, consentFacts(one))),
    ...terms.flatMap((row) => lines('administration', row.id, termFacts(officeOf(row), 'office', row.office))),
    ...custodies.flatMap((row) => lines('administration', row.id, termFacts({ personId: row.person_id, from: row.from_on, until: null, endedAt: row.ended_at }, 'office', 'custodian'))),
    ...appointments.flatMap((row) => lines('administration', row.id, termFacts(termOf(row), 'task', row.task))),
    ...releases.flatMap((row) => lines('administration', row.id, releaseFacts({ module: row.module, releasedAt: row.released_at, categories: row.categories as Record<string, string> | null }))),
    ...questions.flatMap((row) => lines('people', row.about_person_id!, exitUnclearFacts({ personId: row.about_person_id!, dueOn: row.due_on! }))),
    ...seen.flatMap((row) => lines('documents', row.id, [{ personId: row.person_id, kind: 'seen', key: `${row.document}@${row.major}`, validFrom: row.at, validUntil: null }])),
  ].sort()
}

function lineOf(module: string, source: string, fact: { owner: string; kind: string; key: string; validFrom: Date; validUntil: Date | null }): Line {
  return [fact.owner, fact.kind, fact.key, fact.validFrom.toISOString(), fact.validUntil?.toISOString() ?? 'open', module, source].join(' ')
}
