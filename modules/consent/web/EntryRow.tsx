import { Menu } from '#web/design/Menu.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as deskTexts } from './desk-texts.de.ts'
import { choiceOf, isOfOne, printedForm } from './entry.ts'
import type { Draft, PupilFound, Signed } from './entry.ts'

/** One child's form: what is signed, and only where needed who, or another date. */
export function EntryRow({ pupil, draft, onChange, onEnter }: { pupil: PupilFound; draft: Draft; onChange: (draft: Draft) => void; onEnter: () => void }) {
  const t = useTexts(texts)
  const desk = useTexts(deskTexts)
  const name = `${pupil.familyName}, ${pupil.givenName}`
  const asksWho = isOfOne(draft.signed)
  // Where the child has to agree too, whole means with the child's own line.
  const mayLackVoice = pupil.voice === 'agree' && draft.signed !== 'voice_only' && draft.signed !== 'one_of_two'
  return (
    <li className="entry-row">
      <div className="entry-name">
        <strong>{name}</strong>
        {draft.form !== undefined ? <span className="entry-state">{desk.formCode({ code: printedForm(draft.form.code) })}</span> : pupil.state !== 'NONE' && <span className="entry-state">{t.stateWord({ state: pupil.state })}</span>}
      </div>
      <div className="entry-choice">
        <Segments<Signed>
          id={`form-${pupil.id}`} label={t.formOf({ name })} value={draft.signed ?? null} onChange={(signed) => onChange({ ...draft, signed })} onEnter={onEnter}
          options={choiceOf(pupil).map((choice) => ({ value: choice.value, label: t[choice.word] }))}
        />
      </div>
      {/* Its place is kept free, so that no row moves while one goes through them. */}
      <div className="entry-exception">
        {draft.signed !== undefined && (
          <Menu
            label={t.exceptionsOf({ name })}
            entries={[
              { key: 'date', label: t.otherDate, icon: 'calendar', isDisabled: draft.declaredOn !== undefined, onPress: () => onChange({ ...draft, declaredOn: '' }) },
              ...(mayLackVoice ? [{ key: 'voice', label: t.withoutVoice, icon: 'edit' as const, isDisabled: draft.withoutVoice === true, onPress: () => onChange({ ...draft, withoutVoice: true }) }] : []),
              { key: 'none', label: t.notThere, icon: 'undo', onPress: () => onChange({}) },
            ]}
          />
        )}
      </div>
      {(asksWho || draft.declaredOn !== undefined || draft.withoutVoice === true) && (
        <div className="entry-more">
          {draft.withoutVoice === true && mayLackVoice && <p className="entry-state">{t.withoutVoice}</p>}
          {asksWho && pupil.holders.length > 0 && (
            <Select
              label={t.who} isOptional value={draft.guardianId ?? null} onChange={(guardianId) => onChange({ ...draft, guardianId })}
              options={pupil.holders.map((holder) => ({ value: holder.guardianId, label: holder.displayName }))}
            />
          )}
          {asksWho && pupil.holders.length === 0 && <TextField label={t.nameOnForm} isOptional value={draft.name ?? ''} onChange={(value) => onChange({ ...draft, name: value })} />}
          {draft.declaredOn !== undefined && <TextField label={t.dateOnForm} type="date" value={draft.declaredOn} onChange={(value) => onChange({ ...draft, declaredOn: value })} />}
        </div>
      )}
    </li>
  )
}
