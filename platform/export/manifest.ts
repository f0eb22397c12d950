import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import { keep_days } from './limits.ts'

/** Made by somebody about somebody else, an export is told to neither of the two by a number. */
const reader = { via: 'reader_id', as: 'reader', onErasure: 'delete', export: ['access'] } as const

export default defineModule({
  id: 'export',
  version: 1,
  clauses: ['X2', 'X3', 'R12.1', 'R12.3'],
  clauseShown: '12',
  name: 'Daten mitnehmen',
  purpose: {
    class: 'organisation',
    text: 'Auskunft und Mitnahme: eine Datei mit den eigenen Daten und Inhalten, auf Wunsch der Person; für Sorgeberechtigte eine mit Stammdaten, Einwilligungen und Verzeichnissen.',
    plain: 'Hier kannst du alles mitnehmen, was über dich gespeichert ist und was du geschrieben hast.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {
    'export.own': [rule(EVERYONE)],
    // A18. The relation means custody today, of a minor, and no contact ban.
    'export.of_child': [rule(['parent'], 'guardian')],
    'export.use_code': [rule(['nobody'])],
  },
  subjects: { child: { visibleBy: 'export.of_child' } },
  categories: {
    copy: {
      label: 'Angeforderte Kopien der Daten: wann, für wen, ob sie fertig ist; die Datei selbst, verschlüsselt', source: 'Anforderung durch die Person oder durch Sorgeberechtigte',
      readers: ['wer sie angefordert hat'], recipients: [], thirdCountry: false, inBackup: true,
    },
    code: {
      label: 'Codes zum Mitnehmen der Daten ohne Anmeldung, nur als Prüfwert; wann gedruckt, wann verwendet', source: 'Klassenleitung oder Administration druckt ihn',
      readers: ['niemand; nur der Server beim Prüfen'], recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
    table('export_request', {
      subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }, reader],
      columns: {
        id: technical, person_id: personal('copy'), reader_id: personal('copy'), kind: technical, asked_at: personal('copy'), progress: technical, ended_at: personal('copy'), blob_id: technical, problem: technical,
      },
      keep: until.days(keep_days, 'Ende der Anforderung', ['ended_at', 'asked_at']),
      onRestore: 'drop',
    }),
    table('export_code', {
      subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }, { via: 'made_by', as: 'maker', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, person_id: personal('code'), code_hash: personal('code'), made_by: personal('code'), made_at: personal('code'), until_on: personal('code') },
      keep: until.days(30, 'letzter Tag des Codes', 'until_on'),
      onRestore: 'drop',
    }),
    table('export_code_use', {
      subjects: [{ via: 'code_id>export_code.person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
      columns: { code_id: technical, token_hash: personal('code'), used_at: personal('code'), expires_at: personal('code') },
      keep: until.days(30, 'letzter Tag des Codes', 'code_id>export_code.until_on'),
      onRestore: 'drop',
    }),
    table('export_code_end', {
      subjects: [{ via: 'code_id>export_code.person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
      columns: { code_id: technical, reason: personal('code'), at: personal('code') },
      keep: until.days(30, 'letzter Tag des Codes', 'code_id>export_code.until_on'),
      onRestore: 'drop',
    }),
  ],
  logs: [],
})
