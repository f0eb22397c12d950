/** What people, import and groups say on the page Kontrolle. */
import type { Control, Finding, Moment } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { countOpenTasks } from '#platform/tasks/tasks.ts'
import { readPupilFile } from './import/file.ts'

export const control: Control = {
  figures: [{ id: 'people.departure_unclear', clause: '12', needs: { who: 'admin', when: 'any', path: '/personen/abgang' }, count: async ({ database }) => ({ n: await countOpenTasks(database, 'people.departure_unclear') }) }],
  probes: [
    { id: 'people.columns', clause: '1', run: async (_platform, { today }) => readsOnlyListed(today) },
    { id: 'people.purposes', clause: '1', run: everyGroupHasPurpose },
  ],
}

/** R1.5, X12: of a file with columns that do not belong here nothing of them is left after reading. `read`: another one is for tests of the probe. */
export function readsOnlyListed(today: string, read: typeof readPupilFile = readPupilFile): Finding {
  const mark = 'nurinderverwaltung'
  const file = `ID;Nachname;Vorname;Geburtsdatum;Klasse;Religion;Förderbedarf;Telefon\n1;Muster;Kim;01.02.2014;07b;${mark};${mark};${mark}\n`
  const { reading } = read(new TextEncoder().encode(file), today)
  return { checked: reading.rowsRead, fault: JSON.stringify(reading).includes(mark) ? 'foreign_column' : reading.rowsRead === 1 ? null : 'nothing_read' }
}

/** R1.1: no group without a purpose. */
async function everyGroupHasPurpose({ database }: Platform, _moment: Moment): Promise<Finding> {
  const groups = await database.selectFrom('school_group').select('purpose').execute()
  return { checked: groups.length, fault: groups.some(({ purpose }) => purpose.trim() === '') ? 'without_purpose' : null }
}
