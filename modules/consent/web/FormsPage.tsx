import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { Purpose } from './client.ts'
import { texts } from './desk-texts.de.ts'
import { isWaiting } from './entry.ts'
import type { ClassFound } from './entry.ts'
import './desk.css'

/** Which forms for whom; the paper itself is written on the server. */
export function FormsPage() {
  const t = useTexts(texts)
  const groupId = usePathField('groupId')
  const query = useQuery({ queryKey: ['consent', 'class', groupId, 'platform'], queryFn: ({ signal }) => consent.readClass({ groupId }, { signal }) })
  const toClass = <Button href={`/einwilligungen/klasse/${groupId}`} icon="left">{t.backToClass}</Button>
  return (
    <Page title={query.data === undefined ? t.printForms : t.printTitle({ label: query.data.label })} lead={t.printLead} actions={toClass} isNarrow>
      <Answer query={query}>{(found) => <FormsCard found={found} />}</Answer>
    </Page>
  )
}

type Whom = 'missing' | 'all' | 'chosen'

function FormsCard({ found }: { found: ClassFound }) {
  const t = useTexts(texts)
  const [purposes, setPurposes] = useState<readonly Purpose[]>(['platform'])
  const [whom, setWhom] = useState<Whom>('missing')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const print = useMutation({ mutationFn: () => consent.printForms({ groupId: found.id, purposes: [...purposes], whom, pupilIds: whom === 'chosen' ? [...chosen] : [] }), onSuccess: savePaper, gcTime: 0 })
  const turn = (purpose: Purpose) => (isOn: boolean) => setPurposes((before) => (isOn ? (['platform', 'video'] as const).filter((one) => one === purpose || before.includes(one)) : before.filter((one) => one !== purpose)))
  const choose = (pupilId: string) => (isOn: boolean) => setChosen((before) => new Set(isOn ? [...before, pupilId] : [...before].filter((one) => one !== pupilId)))
  const isEmpty = purposes.length === 0 || (whom === 'chosen' && chosen.size === 0)
  return (
    <Stack>
      <Card level={2} action={<Button kind="primary" icon="print" isDisabled={isEmpty} isPending={print.isPending} onPress={() => print.mutate()}>{t.printMake}</Button>}>
        <Stack>
          <fieldset className="desk-choices">
            <legend>{t.printWhat}</legend>
            <Checkbox isSelected={purposes.includes('platform')} onChange={turn('platform')}>{t.platform}</Checkbox>
            <Checkbox isSelected={purposes.includes('video')} onChange={turn('video')}>{t.video}</Checkbox>
          </fieldset>
          <RadioGroup<Whom>
            label={t.printWhom} value={whom} onChange={setWhom}
            options={[
              {
                value: 'missing',
                // How many lack the other purpose is not known here.
                label: purposes.includes('video') ? t.whomMissingAny : t.whomMissing({ n: found.pupils.filter(isWaiting).length }),
              },
              { value: 'all', label: t.whomAll({ n: found.pupils.length }) },
              { value: 'chosen', label: t.whomChosen },
            ]}
          />
          {whom === 'chosen' && (
            <fieldset className="desk-choices desk-columns">
              <legend className="visually-hidden">{t.whomChosen}</legend>
              {found.pupils.map((pupil) => <Checkbox key={pupil.id} isSelected={chosen.has(pupil.id)} onChange={choose(pupil.id)}>{`${pupil.familyName}, ${pupil.givenName}`}</Checkbox>)}
            </fieldset>
          )}
        </Stack>
      </Card>
      {print.isSuccess && <Notice kind="good" isLive title={t.printed} />}
      {print.error && <Refused error={print.error} />}
      <Row><Remark>{t.printHint}</Remark></Row>
    </Stack>
  )
}
