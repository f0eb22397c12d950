import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { formatTime } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/slips.de.ts'
import { PEOPLE, people } from './client.ts'
import { NoSheets, SlipQuestion, SlipSheets } from './SlipSheets.tsx'

/** A5, for a class: codes for a lesson, on paper. */
export function ClassCodesPage() {
  const t = useTexts(texts)
  const id = usePathField('groupId')
  const [whom, setWhom] = useState<'all' | 'some'>('some')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const query = useQuery({ queryKey: [...PEOPLE, 'group', id], queryFn: ({ signal }) => people.getGroup({ id }, { signal }) })
  const making = useMutation({ mutationFn: () => people.printTeacherSlips({ id, ...(whom === 'some' && { personIds: [...chosen] }) }), gcTime: 0 })
  const title = t.class_codes_title({ label: query.data?.label ?? '' })
  const back = `/personen/gruppe/${id}`
  const made = making.data
  if (made !== undefined) {
    const time = formatTime(made.validUntil)
    return made.slips.length === 0
      ? <NoSheets title={t.class_codes_none} text={t.class_codes_none_text} back={back} />
      : <SlipSheets title={title} back={back} slips={made} note={t.class_codes_made({ n: made.slips.length, time })} until={t.class_codes_valid({ time })} />
  }
  const toggle = (personId: string) => (isSelected: boolean) =>
    setChosen((before) => new Set(isSelected ? [...before, personId] : [...before].filter((one) => one !== personId)))
  return (
    <SlipQuestion title={title} lead={t.class_codes_lead} make={t.class_codes_make} back={back} error={making.error} isPending={making.isPending} isReady={whom === 'all' || chosen.size > 0} onMake={() => making.mutate()}>
      <Answer query={query}>
        {({ members }) => (
          <Stack>
            <RadioGroup label={t.class_codes_who} value={whom} onChange={setWhom} options={[{ value: 'some', label: t.class_codes_some }, { value: 'all', label: t.class_codes_all }]} />
            {whom === 'some' && (
              <div>
                {members.filter((member) => member.type === 'pupil').map((member) => (
                  <Checkbox key={member.personId} isSelected={chosen.has(member.personId)} onChange={toggle(member.personId)}>{`${member.familyName}, ${member.givenName}`}</Checkbox>
                ))}
              </div>
            )}
          </Stack>
        )}
      </Answer>
    </SlipQuestion>
  )
}
