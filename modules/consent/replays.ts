/** What this room takes away again after a restore (X13): a restore must not revive what was withdrawn. */
import { newId } from '#platform/id/id.ts'
import type { Replays } from '#platform/ledger/replay.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { refreshFacts } from './facts.ts'
import { limits } from './limits.ts'

export const replays: Replays = {
  async withdrawal(w, { withdrawal, pupil, purpose, by, on, guardian }, at) {
    const people = await w.trx.selectFrom('person').select('id').where('id', 'in', [pupil!, ...(guardian === undefined ? [] : [guardian])]).execute()
    if (!people.some((row) => row.id === pupil)) return
    // Of a parent who came after the backup stays the no, without the person.
    const isKnown = guardian !== undefined && people.some((row) => row.id === guardian)
    const declarer = by === undefined || (guardian !== undefined && !isKnown) ? 'named_on_paper' : by
    await w.trx.insertInto('consent_withdrawal').values({
      id: withdrawal!, pupil_id: pupil!, purpose: purpose!, declarer, guardian_id: isKnown ? guardian : null, declarer_name: null, form_line: declarer === 'named_on_paper' ? 1 : null, channel: 'paper',
      received_on: on ?? dateInBerlin(at), entered_by: null, entered_at: at, client_id: withdrawal!,
    }).onConflict((oc) => oc.column('id').doNothing()).execute()
    await refreshFacts(w, [pupil!])
    if (purpose === 'platform') await openTask(w, { kind: 'consent.clarify', key: pupil!, for: { office: 'task:consent_register' }, aboutPersonId: pupil!, params: {}, dueOn: addDays(w.today, limits.clarify_days) })
  },
  /** The declarations of a form that did not match its paper. */
  async declaration_void(w, { entry, pupil }, at) {
    const lead = await w.trx.selectFrom('consent_lead_entry').select(['id', 'group_id', 'entered_at']).where('id', '=', entry!).executeTakeFirst()
    if (lead === undefined) return
    await w.trx.insertInto('consent_sample').values({ id: newId(w.at), lead_entry_id: lead.id, pupil_id: pupil!, group_id: lead.group_id, month: dateInBerlin(lead.entered_at).slice(0, 7), drawn_at: at }).onConflict((oc) => oc.column('lead_entry_id').doNothing()).execute()
    const sample = await w.trx.selectFrom('consent_sample').select('id').where('lead_entry_id', '=', lead.id).executeTakeFirstOrThrow()
    await w.trx.insertInto('consent_sample_check').values({ sample_id: sample.id, outcome: 'differs', checked_by: null, at }).onConflict((oc) => oc.column('sample_id').doNothing()).execute()
    await refreshFacts(w, [pupil!])
  },
  async entry_assignment_end(w, { assignment }, at) {
    const row = await w.trx.selectFrom('consent_entry_assignment').select('id').where('id', '=', assignment!).executeTakeFirst()
    if (row !== undefined) await w.trx.insertInto('consent_entry_assignment_end').values({ assignment_id: row.id, ended_by: null, at }).onConflict((oc) => oc.column('assignment_id').doNothing()).execute()
  },
}
