import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { useBackTo, usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Slips } from '../contract/slips.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import { lastDayOf } from './Slip.tsx'
import { NoSheets, SlipQuestion, SlipSheets } from './SlipSheets.tsx'

/** Slips for the pupils of a group. The codes live in this page's memory only: reloading it makes none and shows none. */
export function GroupSlipsPage() {
  const t = useTexts(texts)
  const id = usePathField('groupId')
  const [whom, setWhom] = useState<'without' | 'all'>('without')
  const query = useQuery({ queryKey: [...PEOPLE, 'group', id], queryFn: ({ signal }) => people.getGroup({ id }, { signal }) })
  const making = useMutation({ mutationFn: () => people.printSlips({ id, all: whom === 'all' }), gcTime: 0 })
  const title = query.data === undefined ? t.print_slips : t.slips_title({ label: query.data.label })
  const back = `/personen/gruppe/${id}`
  const writing = useMutation({ mutationFn: () => people.printSlipPapers({ id, all: whom === 'all' }), onSuccess: savePaper, gcTime: 0 })
  if (making.data !== undefined) return <Sheets title={title} back={back} slips={making.data} />
  return (
    <SlipQuestion lead={t.slips_lead} make={t.slips_make} title={title} back={back} error={making.error ?? writing.error} isPending={making.isPending} onMake={() => making.mutate()} writing={writing}>
      <Answer query={query}>
        {() => (
          <RadioGroup
            label={t.slips_who}
            value={whom}
            onChange={setWhom}
            options={[
              { value: 'without', label: t.slips_without_password },
              { value: 'all', label: t.slips_all },
            ]}
          />
        )}
      </Answer>
    </SlipQuestion>
  )
}

/** One slip for one person. */
export function PersonSlipPage() {
  const t = useTexts(texts)
  const id = usePathField('personId')
  const query = useQuery({ queryKey: [...PEOPLE, 'person', id], queryFn: ({ signal }) => people.getPerson({ id }, { signal }) })
  const making = useMutation({ mutationFn: () => people.printPersonSlip({ id }), gcTime: 0 })
  const title = query.data === undefined ? t.print_one_slip : t.slips_title({ label: query.data.displayName })
  const back = useBackTo(`/personen/person/${id}`)
  if (making.data !== undefined) return <Sheets title={title} back={back} slips={making.data} />
  return (
    <SlipQuestion lead={t.slips_lead} make={t.slips_make} title={title} back={back} error={making.error} isPending={making.isPending} onMake={() => making.mutate()}>
      <p>{t.slips_replace}</p>
    </SlipQuestion>
  )
}

function Sheets({ title, back, slips }: { title: string; back: string; slips: Slips }) {
  const t = useTexts(texts)
  usePageHeading(title)
  const note = t.slips_made({ n: slips.slips.length, date: lastDayOf(slips) })
  return slips.slips.length === 0
    ? <NoSheets title={t.slips_none} text={t.slips_none_text} back={back} />
    : <SlipSheets title={title} back={back} slips={slips} note={note} />
}
