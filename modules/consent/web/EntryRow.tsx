import { Button } from '#web/design/Button.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { choiceOf } from './entry.ts'
import type { Draft, PupilFound, Signed } from './entry.ts'

/** One child's form: what is signed, and only where needed who, or another date. */
export function EntryRow({ pupil, draft, onChange, onEnter }: { pupil: PupilFound; draft: Draft; onChange: (draft: Draft) => void; onEnter: () => void }) {
  const t = useTexts(texts)
  const name = `${pupil.familyName}, ${pupil.givenName}`
  const asksWho = draft.signed !== undefined && draft.signed !== 'complete'
  return (
    <li className="entry-row">
      <div className="entry-name">
        <strong>{name}</strong>
        {pupil.state !== 'NONE' && <span className="entry-state">{t.stateWord({ state: pupil.state })}</span>}
      </div>
      <div className="entry-choice">
        <Segments<Signed>
          id={`form-${pupil.id}`} label={t.formOf({ name })} value={draft.signed ?? null} onChange={(signed) => onChange({ ...draft, signed })} onEnter={onEnter}
          options={choiceOf(pupil).map((choice) => ({ value: choice.value, label: t[choice.word] }))}
        />
        {draft.signed !== undefined && <IconButton icon="undo" label={t.notThere} onPress={() => onChange({})} />}
        {draft.declaredOn === undefined && draft.signed !== undefined && <Button kind="plain" onPress={() => onChange({ ...draft, declaredOn: '' })}>{t.otherDate}</Button>}
      </div>
      {(asksWho || draft.declaredOn !== undefined) && (
        <div className="entry-more">
          {asksWho && pupil.holders.length > 0 && (
            <Select
              label={t.who} value={draft.guardianId ?? pupil.holders[0]!.guardianId} onChange={(guardianId) => onChange({ ...draft, guardianId })}
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
