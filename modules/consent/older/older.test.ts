import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { majorSigned, majorsOn } from '../rules/documents.ts'
import { UnreadableList, readOlderList } from './csv.ts'
import { readOlderLines } from './difference.ts'
import type { OlderPupil } from './difference.ts'

const text = { id: 'old', label: '2024', from: '2024-08-01', until: '2026-08-01' }
const pupil = (more: Partial<OlderPupil> = {}): OlderPupil => ({
  pupilId: 'p', givenName: 'Mia', familyName: 'Wolff', majorityDate: '2030-01-01',
  holders: [{ guardianId: 'm', custody: true, from: '2026-08-01', until: null }, { guardianId: 'f', custody: true, from: '2026-08-01', until: null }],
  guardians: [{ guardianId: 'm', givenName: 'Nadine', familyName: 'Wolff', kind: 'mother' }, { guardianId: 'f', givenName: 'Dirk', familyName: 'Wolff', kind: 'father' }], ...more,
})
const read = (signer: string, one = pupil()) => readOlderLines([{ line: 2, id: '1', date: '2025-09-01', version: '2024', signer }], new Map([['1', [one]]]), text)

describe('lists of older papers', () => {
  test('a signer is known by name, turned around too, by kind, or everybody at once', () => {
    for (const signer of ['Nadine Wolff', 'Wolff, Nadine', 'wolff nadine', 'Mutter']) assert.deepEqual(read(signer).entries.map((one) => one.declaration.guardianId), ['m'], signer)
    assert.deepEqual(read('beide').entries.map((one) => one.declaration.guardianId), ['m', 'f'])
    for (const signer of ['Otto Fremd', 'selbst']) assert.deepEqual(read(signer).problems.map((one) => one.code), ['older_signer_unknown'], signer)
  })

  test('where nobody is on record a name stands for itself; an adult signs alone', () => {
    const alone = pupil({ holders: [], guardians: [] })
    assert.equal(read('Karla Berg', alone).entries[0]!.declaration.declarerName, 'Karla Berg')
    assert.deepEqual(read('beide', alone).entries.map((one) => one.declaration.formLine), [1, 2])
    const adult = pupil({ majorityDate: '2025-01-01' })
    assert.equal(read('selbst', adult).entries[0]!.declaration.declarer, 'adult_pupil')
    assert.deepEqual(read('Mutter', adult).problems.map((one) => one.code), ['older_signer_unknown'])
  })

  test('the same line twice is one entry, and has the same key whenever it is read', () => {
    const line = { line: 2, id: '1', date: '2025-09-01', version: '2024', signer: 'Mutter' }
    const { entries } = readOlderLines([line, { ...line, line: 3, date: '01.09.2025', signer: 'Nadine Wolff' }], new Map([['1', [pupil()]]]), text)
    assert.deepEqual(entries.map((one) => one.key), read('Mutter').entries.map((one) => one.key))
  })

  test('files: three separators, quoted fields over lines, old code pages, columns in any order', () => {
    assert.deepEqual(readOlderList(Buffer.from('\ufeffid\tdate\tversion\tsigner\n1\t2025-09-01\t2024\t"A ""B"" C"\n'), 10)[0]!.signer, 'A "B" C')
    assert.equal(readOlderList(Buffer.from('unterschrift;id;fassung;datum\r\nMüller;1;2024;1.9.2025', 'latin1'), 10)[0]!.signer, 'Müller')
    assert.equal(readOlderList(Buffer.from('id,datum,fassung,unterschrift\n1,1.9.2025,2024,"x\ny"\n2,1.9.2025,2024,z'), 10)[1]!.line, 4)
    assert.equal(readOlderList(Buffer.from('\ufeffid;datum;fassung;unterschrift\r\n1;1.9.2025;2024;Müller\r\n', 'utf16le'), 10)[0]!.signer, 'Müller', 'as spreadsheets save Unicode text')
    assert.throws(() => readOlderList(Buffer.from('PK\x03\x04xl/workbook.xml'), 10), (error) => error instanceof UnreadableList && error.code === 'list_no_text', 'a workbook is no list')
    for (const [file, code] of [['', 'list_empty'], ['id;datum;fassung\n1;2;3', 'list_columns'], ['id;id;datum;fassung;unterschrift\n1;2;3;4;5', 'list_columns'], ['id;datum;fassung;unterschrift\n', 'list_empty'], ['id;datum;fassung;unterschrift\n"1;2;3;4', 'list_no_text'], ['a\0', 'list_no_text'], [`id;datum;fassung;unterschrift\n${'1;2;3;4\n'.repeat(11)}`, 'list_too_long']] as const) {
      assert.throws(() => readOlderList(Buffer.from(file), 10), (error) => error instanceof UnreadableList && error.code === code, file.slice(0, 40))
    }
  })

  test('A4 an older text stands for the version the head named, in its time only, and moves no other version', () => {
    const documents = [{ id: 'v1', major: 1, minor: 0, validFrom: '2026-08-20' }, { id: 'old', major: 1, minor: 0, validFrom: '2024-08-01', olderUntil: '2026-08-01' }]
    assert.equal(majorSigned(documents, 'old', '2025-09-01'), 1)
    for (const date of ['2024-07-31', '2026-08-02']) assert.equal(majorSigned(documents, 'old', date), null, date)
    assert.equal(majorSigned(documents, 'v1', '2025-09-01'), null)
    assert.deepEqual(majorsOn(documents, '2026-11-23').map((one) => one.from), ['2026-08-20'])
    const later = [...documents, { id: 'v2', major: 2, minor: 0, validFrom: '2026-11-01' }, { id: 'old2', major: 2, minor: 0, validFrom: '2024-08-01', olderUntil: '2026-08-01' }]
    assert.equal(majorSigned(later, 'v1', '2026-09-01'), 1, 'an older text that counts as version 2 does not end version 1 before its time')
    assert.equal(majorSigned(later, 'old', '2025-09-01'), 1)
  })
})
