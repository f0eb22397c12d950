/** The demo school: the named people of the example world inside an imported school of 833 pupils, with consents and conversations. */
import { readFile } from 'node:fs/promises'
import { newId } from '#platform/id/id.ts'
import { listGroups } from '#platform/identity/groups.ts'
import type { Platform } from '#platform/module/platform.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addDays } from '#platform/time/calendar.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { loadDocuments, pupilsOfClasses } from '#modules/consent/store.ts'
import { contract as control } from '#modules/control/contract.ts'
import { contract as home } from '#modules/home/contract.ts'
import { contract as messenger } from '#modules/messenger/contract.ts'
import { contract as people } from '#modules/people/contract.ts'
import type { House } from '#server/house.ts'
import { act } from './act.ts'
import { codeOf } from './factors.ts'
import { addFamilies, banFather } from './families.ts'
import { PASSWORD, familyParents, parents, pupils, staff } from './people.ts'
import { conversations, notices } from './stories.de.ts'
import { buildWorld } from './world.ts'
import type { World } from './world.ts'

/** Builds everything on an empty house; says what it does, a line each. */
export async function buildDemo(house: House, say: (line: string) => void): Promise<void> {
  say('Die Beispielschule wird eingerichtet ...')
  const world = await buildWorld(house)
  await importSchool(house, world, say)
  const opened = await enterForms(house, world)
  say(`  ${opened} Einwilligungen eingetragen`)
  const families = await addFamilies(house, world)
  await banFather(house, world, families)
  await converse(house, world)
  await hangUp(house, world)
  await act(house, world.ids.head, 'control', control, 'runProbes', {})
  say('  erste Nachrichten geschrieben, Aushänge hängen, die Sperren sind geprüft')
}

/** `code`: what the code app of this person shows, where there is one. */
export type DemoPerson = { id: string; label: string; note: string; accountName: string; password: string; code: string | null }

/** The people of the table and of the buttons on the sign-in page. */
export async function demoPeople(platform: Platform): Promise<DemoPerson[]> {
  const shown = [
    { key: 'teacher', label: 'Lehrerin der 7b', note: 'Klassenleitung, schreibt mit ihrer Klasse' },
    { key: 'pupil', label: 'Schülerin der 7b', note: 'mit Einwilligung' },
    { key: 'withoutConsent', label: 'Schüler ohne Einwilligung', note: 'steht vor der freundlichen Tür' },
    { key: 'motherOfTwo', label: 'Mutter von zwei Kindern', note: 'willigt ein, widerruft' },
    { key: 'fatherOfGreta', label: 'Vater', note: 'seine Unterschrift fehlt noch' },
    { key: 'adult', label: 'Schüler, 18 Jahre', note: 'entscheidet selbst' },
    { key: 'head', label: 'Schulleiterin', note: 'bestellt und gibt frei' },
    { key: 'admin', label: 'Administration', note: 'importiert, druckt Zettel' },
    { key: 'clerk', label: 'Sekretariat', note: 'trägt Einwilligungen ein' },
  ] as const
  const named = [...staff, ...pupils, ...parents, ...familyParents]
  const rows = await platform.database.selectFrom('person').select(['id', 'account_name', 'given_name', 'family_name']).where('account_name', 'is not', null).where('source', 'in', ['example', 'hand']).execute()
  const found = shown.flatMap(({ key, label, note }) => {
    const person = named.find((one) => one.key === key)!
    const row = rows.find((one) => one.given_name === person.givenName && one.family_name === person.familyName)
    return row === undefined ? [] : [{ id: row.id, label: `${label} (${person.givenName} ${person.familyName})`, note, accountName: row.account_name, password: PASSWORD }]
  })
  return Promise.all(found.map(async (person) => ({ ...person, code: await codeOf(platform, person.id) })))
}

/** The four files of the school, each in the same two steps as on the page: preview, then apply with the hash of what was shown. */
async function importSchool(house: House, { ids }: World, say: (line: string) => void): Promise<void> {
  const files = [['schueler-schild.csv', 'Schülerinnen und Schüler'], ['lehrkraefte.csv', 'Lehrkräfte'], ['eltern.csv', 'Eltern'], ['kurse.csv', 'Kurse']] as const
  for (const [name, what] of files) {
    const file = await readFile(new URL(`import/${name}`, import.meta.url))
    const source = name === 'schueler-schild.csv' ? { source: 'schild' } : {}
    const preview = await act(house, ids.admin, 'people', people, 'previewImport', source, file)
    await act(house, ids.admin, 'people', people, 'applyImport', { source: preview.source, differenceHash: preview.differenceHash }, file)
    say(`  ${preview.kind === 'courses' ? preview.groups.founded.length : preview.counts.new} ${what} importiert`)
  }
}

/** The clerk enters forms of eight classes: most complete, some with a tick, some with one signature, some missing. */
async function enterForms(house: House, { ids }: World): Promise<number> {
  const { database, clock } = house.platform
  const today = clock.today()
  const groups = (await listGroups(database, schoolYearAt(house.platform.school, today).label, { kinds: ['class', 'year'] })).filter((_, index) => index % 3 !== 2).slice(0, 14)
  const documentVersionId = (await loadDocuments(database)).find((document) => document.purpose === 'platform')!.id
  let opened = 0
  for (const group of groups) {
    const members = (await pupilsOfClasses(database, [group.id], today)).filter((pupil) => !Object.values(ids).includes(pupil.id))
    const entries = members.flatMap((pupil, index) => {
      const kind = (index * 7 + members.length) % 17
      if (kind === 3) return []
      return [{ pupilId: pupil.id, signed: kind === 5 ? ('one_of_two' as const) : kind === 8 ? ('sole_custody' as const) : ('complete' as const), declaredOn: today, documentVersionId }]
    })
    if (entries.length === 0) continue
    opened += (await act(house, ids.clerk, 'consent', consent, 'recordDeclarations', { groupId: group.id, purpose: 'platform', clientId: newId(clock.now()), entries })).opened
  }
  return opened
}

async function converse(house: House, { ids, groups }: World): Promise<void> {
  const { platform } = house
  for (const { room, lines } of conversations) {
    const found = await act(house, ids.teacher, 'messenger', messenger, 'listRooms', {})
    const roomId = found.rooms.find((one) => one.groupId === groups[room])?.id
    if (roomId === undefined) throw new Error(`the example world has no room for ${room}`)
    for (const { by, text } of lines) await act(house, ids[by], 'messenger', messenger, 'sendMessage', { roomId, clientId: newId(platform.clock.now()), body: text })
  }
}

async function hangUp(house: House, { ids, groups }: World): Promise<void> {
  const today = house.platform.clock.today()
  for (const { by, to, title, body, days } of notices) {
    const audience = to === 'school' ? { forSchool: true, groupIds: [] } : { forSchool: false, groupIds: [groups[to]] }
    await act(house, ids[by], 'home', home, 'writeNotice', { clientId: newId(house.platform.clock.now()), ...audience, title, body, from: today, until: addDays(today, days) })
  }
}
