import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { ComboBox } from '#web/design/ComboBox.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { parent_slip_days } from '../limits.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/slips.de.ts'
import { PEOPLE, people } from './client.ts'
import { NoSheets, SlipQuestion, SlipSheets } from './SlipSheets.tsx'
import { typeWord } from './words.ts'
import './code.css'

type Kind = 'groups' | 'staff' | 'parent' | 'people'
type Person = { id: string; displayName: string; note: string }
type Whom = Parameters<typeof people.printChosenSlips>[0]['whom']

const BACK = '/personen'
const FOUND_MAX = 20

/** Slips for several classes, a year, all of a kind, or persons one by one; and all unused ones anew with one press (A4). */
export function ChosenSlipsPage() {
  const t = useTexts(texts)
  const [kind, setKind] = useState<Kind>('groups')
  const [groups, setGroups] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<readonly Person[]>([])
  const [isOnlyNew, setOnlyNew] = useState(true)
  const unused = useQuery({ queryKey: [...PEOPLE, 'unused-slips'], queryFn: ({ signal }) => people.countUnusedSlips({}, { signal }) })
  const making = useMutation({ mutationFn: (whom: Whom) => people.printChosenSlips({ whom }), gcTime: 0 })
  const writing = useMutation({ mutationFn: (whom: Whom) => people.printChosenSlipPapers({ whom }), onSuccess: savePaper, gcTime: 0 })
  const made = making.data
  if (made !== undefined) {
    const office = made.withOffice > 0 ? ` ${t.chosen_office({ n: made.withOffice })}` : ''
    return made.slips.length === 0
      ? <NoSheets title={t.chosen_none} text={`${t.chosen_none_text}${office}`} back={BACK} />
      : <SlipSheets title={t.chosen_title} back={BACK} slips={made} note={`${t.chosen_made({ n: made.slips.length })}${office}`} />
  }
  const whom: Whom | null =
    kind === 'groups' ? (groups.size === 0 ? null : { kind: 'groups', groupIds: [...groups], all: !isOnlyNew })
    : kind === 'people' ? (chosen.length === 0 ? null : { kind: 'people', personIds: chosen.map((one) => one.id) })
    : { kind: 'type', type: kind, all: !isOnlyNew }
  const n = unused.data?.unused ?? 0
  return (
    <SlipQuestion title={t.chosen_title} lead={t.chosen_lead} make={t.chosen_make} back={BACK} error={making.error ?? writing.error} isPending={making.isPending} isReady={whom !== null} onMake={() => whom !== null && making.mutate(whom)} writing={{ ...writing, mutate: () => whom !== null && writing.mutate(whom) }}>
      <Card icon="refresh" level={2} title={t.chosen_unused({ n })} action={n > 0 ? <Button isPending={making.isPending} onPress={() => making.mutate({ kind: 'unused' })}>{t.chosen_unused_make}</Button> : undefined}>
        {n > 0 || unused.data === undefined ? t.chosen_unused_text : t.chosen_unused_none}
      </Card>
      <RadioGroup
        label={t.chosen_whom} value={kind} onChange={setKind}
        options={[{ value: 'groups', label: t.chosen_groups }, { value: 'staff', label: t.chosen_staff }, { value: 'parent', label: t.chosen_parents }, { value: 'people', label: t.chosen_people }]}
      />
      {kind === 'groups' && <GroupChoice chosen={groups} onChange={setGroups} />}
      {kind === 'people' ? <PeopleChoice chosen={chosen} onChange={setChosen} /> : <Checkbox isSelected={isOnlyNew} onChange={setOnlyNew} hint={t.chosen_only_new_hint}>{t.chosen_only_new}</Checkbox>}
      {kind !== 'groups' && kind !== 'staff' && <Remark>{t.chosen_parent_days({ days: parent_slip_days })}</Remark>}
    </SlipQuestion>
  )
}

function GroupChoice({ chosen, onChange }: { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }) {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...PEOPLE, 'groups'], queryFn: ({ signal }) => people.listGroups({}, { signal }) })
  return (
    <Answer query={query}>
      {({ groups }) => {
        const shown = groups.filter((group) => group.kind === 'class' || group.kind === 'year').sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'class' ? -1 : 1))
        const isAll = shown.length > 0 && shown.every((group) => chosen.has(group.id))
        return (
          <Stack gap="small">
            <Checkbox isSelected={isAll} isIndeterminate={!isAll && chosen.size > 0} onChange={(isSelected) => onChange(new Set(isSelected ? shown.map((group) => group.id) : []))}>{t.chosen_groups_all}</Checkbox>
            <div className="chosen-groups">
              {shown.map((group) => (
                <Checkbox key={group.id} isSelected={chosen.has(group.id)} onChange={(isSelected) => onChange(new Set(isSelected ? [...chosen, group.id] : [...chosen].filter((one) => one !== group.id)))}>{group.label}</Checkbox>
              ))}
            </div>
          </Stack>
        )
      }}
    </Answer>
  )
}

function PeopleChoice({ chosen, onChange }: { chosen: readonly Person[]; onChange: (chosen: readonly Person[]) => void }) {
  const t = useTexts(texts)
  const words = useTexts(common)
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const { data } = useQuery({ queryKey: [...PEOPLE, 'for-slips', q], queryFn: ({ signal }) => people.listPeople({ limit: FOUND_MAX, ...(q !== '' && { q }) }, { signal }), placeholderData: keepPreviousData })
  const found = (data?.people ?? []).filter((one) => !chosen.some((other) => other.id === one.id))
  const add = (id: string | null) => {
    const one = found.find((person) => person.id === id)
    if (one !== undefined) onChange([...chosen, { id: one.id, displayName: one.displayName, note: one.place ?? typeWord(words, one.type) }])
  }
  return (
    <Stack gap="small">
      <ComboBox label={t.chosen_person} value={null} onSearch={setTyped} onChange={add} options={found.map((one) => ({ value: one.id, label: one.displayName, hint: one.place ?? typeWord(words, one.type) }))} />
      {chosen.length > 0 && (
        <List label={t.chosen_people}>
          {chosen.map((one) => (
            <ListRow key={one.id} title={one.displayName} note={one.note} action={<Row><IconButton icon="close" label={t.chosen_remove({ name: one.displayName })} onPress={() => onChange(chosen.filter((other) => other.id !== one.id))} /></Row>} />
          ))}
        </List>
      )}
    </Stack>
  )
}
