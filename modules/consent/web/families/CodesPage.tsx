import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { addDays } from '#platform/time/calendar.ts'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { dayOf } from '#web/texts/format.ts'
import { consent } from '../client.ts'
import { withoutParents } from '../entry.ts'
import { LetterSheets } from './LetterSheets.tsx'
import { useFamilyWords } from './use-family.ts'
import './families.css'

/** Codes for the letters of a class or year: two for each child about whose parents nobody is on record. */
export function ClassCodesPage() {
  const t = useFamilyWords()
  const groupId = usePathField('groupId')
  const query = useQuery({ queryKey: ['consent', 'class', groupId, 'platform'], queryFn: ({ signal }) => consent.readClass({ groupId }, { signal }) })
  const n = query.data === undefined ? 0 : withoutParents(query.data)
  return (
    <Codes
      title={t.classCodes({ label: query.data?.label ?? '' })} lead={t.classCodesLead} back={`/einwilligungen/klasse/${groupId}`} backLabel={t.backToClass} isReady={n > 0}
      make={() => consent.makeClassFamilyCodes({ groupId })} write={() => consent.printClassFamilyCodes({ groupId })}
    >
      <Answer query={query}>{() => <p>{t.classCodesCount({ n })}</p>}</Answer>
    </Codes>
  )
}

/** Codes for the letter of one child. */
export function FamilyCodesPage() {
  const t = useFamilyWords()
  const pupilId = usePathField('pupilId')
  const [count, setCount] = useState<'1' | '2'>('2')
  const query = useQuery({ queryKey: ['consent', 'guardians', pupilId], queryFn: ({ signal }) => consent.readGuardians({ pupilId }, { signal }) })
  return (
    <Codes
      title={t.codesFor({ name: query.data?.pupil.displayName ?? '' })} lead={t.codesLead} back={`/einwilligungen/familie/${pupilId}`} backLabel={t.backToGuardians} isReady
      make={() => consent.makeFamilyCodes({ pupilId, count: Number(count) })} write={() => consent.printFamilyCodes({ pupilId, count: Number(count) })}
    >
      <RadioGroup label={t.codesHowMany} value={count} onChange={setCount} options={[{ value: '2', label: t.codesTwo }, { value: '1', label: t.codesOne }]} />
      <p>{t.codesEarlier}</p>
    </Codes>
  )
}

type CodesProps = {
  title: string
  lead: string
  back: string
  backLabel: string
  isReady: boolean
  make: () => ReturnType<typeof consent.makeClassFamilyCodes>
  write: () => ReturnType<typeof consent.printClassFamilyCodes>
  children: ReactNode
}

/** The page before the paper. Codes are made by a press, never by opening the page; they live in this page's memory or in the file only. */
function Codes({ title, lead, back, backLabel, isReady, make, write, children }: CodesProps) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  // How many codes are open stands on the page of the family.
  const onSettled = () => queries.invalidateQueries({ queryKey: ['consent', 'guardians'] })
  const making = useMutation({ mutationFn: make, gcTime: 0, onSettled })
  const writing = useMutation({ mutationFn: write, gcTime: 0, onSuccess: savePaper, onSettled })
  const made = making.data
  const isNobody = made?.letters.length === 0
  const heading = usePageHeading(title)
  if (made !== undefined && !isNobody) return <LetterSheets title={title} back={back} made={made} note={t.codesMade({ n: made.letters.length, date: addDays(dayOf(made.validUntil), -1) })} />
  const error = making.error ?? writing.error
  return (
    <div className="family-codes">
      <Stack>
        <Row><Button href={back} icon="left">{backLabel}</Button></Row>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <p>{lead}</p>
        {isNobody ? <EmptyState icon="good" title={t.classCodesNone}>{t.classCodesNoneText}</EmptyState> : (
          <Card>
            <Stack>
              {children}
              <Row>
                <Button kind="primary" icon="print" isDisabled={!isReady} isPending={making.isPending} onPress={() => making.mutate()}>{t.classCodesMake}</Button>
                <Button icon="download" isDisabled={!isReady} isPending={writing.isPending} onPress={() => writing.mutate()}>{t.codesPdf}</Button>
              </Row>
            </Stack>
          </Card>
        )}
        {writing.isSuccess && <Notice kind="good" isLive title={t.codesPdfMade} />}
        {error !== null && <Refused error={error} />}
      </Stack>
    </div>
  )
}
