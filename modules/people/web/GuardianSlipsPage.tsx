import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Remark } from '#web/design/layout.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { usePathField, useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { parent_slip_days } from '../limits.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/slips.de.ts'
import { PEOPLE, people } from './client.ts'
import { lastDayOf } from './Slip.tsx'
import { NoSheets, SlipQuestion, SlipSheets } from './SlipSheets.tsx'

/**
 * Slips for the parents with custody of a class or year, one for each. The office that keeps consents comes from its own page of the class and brings the label
 * along: it may print them, and does not see the group.
 */
export function GuardianSlipsPage() {
  const t = useTexts(texts)
  const id = usePathField('groupId')
  const [given] = useQueryField('klasse')
  const query = useQuery({ queryKey: [...PEOPLE, 'group', id], queryFn: ({ signal }) => people.getGroup({ id }, { signal }), enabled: given === '' })
  const back = useBack(`/personen/gruppe/${id}`, '/einwilligungen/klasse/$groupId', `/einwilligungen/klasse/${id}`)
  return (
    <ParentSlips
      title={t.parent_slips_title({ label: given === '' ? (query.data?.label ?? '') : given })} back={back}
      make={(all) => people.printGuardianSlips({ id, all })} write={(all) => people.printGuardianSlipPapers({ id, all })}
    />
  )
}

/** The same for the parents of one child. From the pages of consents without the child's name: no name stands in an address, and not every office sees the person. */
export function FamilySlipsPage() {
  const t = useTexts(texts)
  const id = usePathField('personId')
  const [from] = useQueryField('von')
  const query = useQuery({ queryKey: [...PEOPLE, 'person', id], queryFn: ({ signal }) => people.getPerson({ id }, { signal }), enabled: from === '' })
  const back = useBack(`/personen/person/${id}`, '/einwilligungen/familie/$pupilId', `/einwilligungen/familie/${id}`)
  return (
    <ParentSlips
      title={t.parent_slips_family_title({ name: query.data?.displayName ?? '' })} back={back}
      make={(all) => people.printFamilySlips({ id, all })} write={(all) => people.printFamilySlipPapers({ id, all })}
    />
  )
}

/** Back to where one came from. */
function useBack(own: string, path: string, consents: string): string {
  const [from] = useQueryField('von')
  const hasConsents = useHasPath(path)
  return from === 'einwilligungen' && hasConsents ? consents : own
}

type ParentSlipsProps = {
  title: string
  back: string
  make: (all: boolean) => ReturnType<typeof people.printGuardianSlips>
  write: (all: boolean) => ReturnType<typeof people.printGuardianSlipPapers>
}

function ParentSlips({ title, back, make, write }: ParentSlipsProps) {
  const t = useTexts(texts)
  const words = useTexts(common)
  const [whom, setWhom] = useState<'without' | 'all'>('without')
  const making = useMutation({ mutationFn: () => make(whom === 'all'), gcTime: 0 })
  const writing = useMutation({ mutationFn: () => write(whom === 'all'), onSuccess: savePaper, gcTime: 0 })
  const made = making.data
  if (made !== undefined) {
    return made.slips.length === 0
      ? <NoSheets title={t.parent_slips_none} text={t.parent_slips_none_text} back={back} />
      : <SlipSheets title={title} back={back} slips={made} note={words.slips_made({ n: made.slips.length, date: lastDayOf(made) })} />
  }
  return (
    <SlipQuestion title={title} lead={t.parent_slips_lead} make={words.slips_make} back={back} error={making.error ?? writing.error} isPending={making.isPending} onMake={() => making.mutate()} writing={writing}>
      <RadioGroup label={words.slips_who} value={whom} onChange={setWhom} options={[{ value: 'without', label: words.slips_without_password }, { value: 'all', label: words.slips_all }]} />
      <Remark>{t.chosen_parent_days({ days: parent_slip_days })}</Remark>
    </SlipQuestion>
  )
}
