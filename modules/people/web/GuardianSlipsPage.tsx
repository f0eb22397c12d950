import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
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
 * Slips for the parents with custody of a class, one for each. The office that keeps consents comes from its own page of the class and brings the label along:
 * it may print them, and does not see the group.
 */
export function GuardianSlipsPage() {
  const t = useTexts(texts)
  const words = useTexts(common)
  const id = usePathField('groupId')
  const [given] = useQueryField('klasse')
  const [from] = useQueryField('von')
  const hasConsents = useHasPath('/einwilligungen/klasse/$groupId')
  const [whom, setWhom] = useState<'without' | 'all'>('without')
  const query = useQuery({ queryKey: [...PEOPLE, 'group', id], queryFn: ({ signal }) => people.getGroup({ id }, { signal }), enabled: given === '' })
  const making = useMutation({ mutationFn: () => people.printGuardianSlips({ id, all: whom === 'all' }), gcTime: 0 })
  const title = t.parent_slips_title({ label: given === '' ? (query.data?.label ?? '') : given })
  const back = from === 'einwilligungen' && hasConsents ? `/einwilligungen/klasse/${id}` : `/personen/gruppe/${id}`
  const made = making.data
  if (made !== undefined) {
    return made.slips.length === 0
      ? <NoSheets title={t.parent_slips_none} text={t.parent_slips_none_text} back={back} />
      : <SlipSheets title={title} back={back} slips={made} note={words.slips_made({ n: made.slips.length, date: lastDayOf(made) })} />
  }
  return (
    <SlipQuestion title={title} lead={t.parent_slips_lead} make={words.slips_make} back={back} error={making.error} isPending={making.isPending} onMake={() => making.mutate()}>
      <RadioGroup label={words.slips_who} value={whom} onChange={setWhom} options={[{ value: 'without', label: words.slips_without_password }, { value: 'all', label: words.slips_all }]} />
      <Remark>{t.chosen_parent_days({ days: parent_slip_days })}</Remark>
    </SlipQuestion>
  )
}
