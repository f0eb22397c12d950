/** What the record looks like after a difference is applied: the yardstick for the store, and for the promise that a second time changes nothing. */
import type { Difference, FieldChange, KnownPupil } from './difference.ts'
import type { PupilRow } from './pupil-cells.ts'

/** The people on record afterwards, in the old order, new ones behind. `idOf` names the person made for a new row. Leaving people stay: that is a question. */
export function applied(known: readonly KnownPupil[], d: Difference, idOf: (row: PupilRow) => string): KnownPupil[] {
  const people = new Map(known.map((k) => [k.personId, { ...k }]))
  for (const { personId, changes } of [...d.changed, ...d.returned]) setFields(people.get(personId)!, changes)
  for (const { personId, to } of [...d.moved, ...d.returned]) Object.assign(people.get(personId)!, to)
  for (const { personId, restoredName } of d.returned) Object.assign(people.get(personId)!, { departedOn: null, ...(restoredName && { ...restoredName, isDeleted: false }) })
  const made = d.new.map((row) => {
    const { line: _line, ...pupil } = row
    return { ...pupil, personId: idOf(row), source: d.source, departedOn: null }
  })
  return [...people.values(), ...made]
}

function setFields(person: KnownPupil, changes: readonly FieldChange[]): void {
  for (const { field, to } of changes) {
    if (field === 'majorityDate' || field === 'exitOn') person[field] = to
    else if (to !== null) person[field] = to
  }
}
