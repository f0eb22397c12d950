import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField, useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as deskTexts } from './desk-texts.de.ts'
import { EntryRow } from './EntryRow.tsx'
import { FormScan } from './FormScan.tsx'
import { consent } from './client.ts'
import type { FormFound, Purpose } from './client.ts'
import { choiceOf, entriesOf, isWaiting } from './entry.ts'
import type { ClassFound, Draft } from './entry.ts'
import './EntryPage.css'

/** The forms of a class on one screen: date and version once, then one key per child (amendment A4; under two minutes for a class). */
export function EntryPage() {
  const t = useTexts(texts)
  const groupId = usePathField('groupId')
  const [purpose, setPurpose] = usePurpose()
  const query = useQuery({ queryKey: ['consent', 'class', groupId, purpose], queryFn: ({ signal }) => consent.readClass({ groupId, purpose }, { signal }) })
  const toClass = <Button href={`/einwilligungen/klasse/${groupId}`} icon="left">{t.backToClass}</Button>
  return (
    <Page title={query.data === undefined ? t.enter : t.enterTitle({ label: query.data.label })} lead={query.data?.mayRecord ? t.enterLead : undefined} actions={toClass}>
      <Row><Segments<Purpose> label={t.purpose} value={purpose} onChange={setPurpose} options={[{ value: 'platform', label: t.platform }, { value: 'video', label: t.video }]} /></Row>
      <Answer query={query}>{(found) => (found.mayRecord ? <EntryForm key={`${found.id} ${purpose}`} found={found} purpose={purpose} /> : <Notice kind="explain" title={t.notHere}>{t.notHereText}</Notice>)}</Answer>
    </Page>
  )
}

/** The purpose in the address, so that a link leads to the right forms. */
function usePurpose(): [Purpose, (purpose: Purpose) => void] {
  const [field, setField] = useQueryField('zweck')
  return [field === 'video' ? 'video' : 'platform', (purpose) => setField(purpose === 'video' ? 'video' : '')]
}

/** Where the cursor goes for a child: what is chosen, or the first choice. */
function placeOf(pupilId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#form-${pupilId} input:checked`) ?? document.querySelector<HTMLElement>(`#form-${pupilId} input`)
}

function EntryForm({ found, purpose }: { found: ClassFound; purpose: Purpose }) {
  const t = useTexts(texts)
  const desk = useTexts(deskTexts)
  const queries = useQueryClient()
  const newest = found.documents.at(-1)
  const [declaredOn, setDeclaredOn] = useState<string>(found.today)
  const [documentVersionId, setVersion] = useState<string>(newest?.id ?? '')
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
  // The same batch sent again after a break is entered once; a new batch gets a new id.
  const [batchId, setBatchId] = useState(() => crypto.randomUUID())
  const waiting = useMemo(() => found.pupils.filter((pupil) => isWaiting(pupil) && !pupil.isOwnChild), [found.pupils])
  const own = found.pupils.filter((pupil) => isWaiting(pupil) && pupil.isOwnChild)
  const entries = entriesOf(waiting, drafts, { declaredOn, documentVersionId })
  const record = useMutation({
    mutationFn: () => consent.recordDeclarations({ groupId: found.id, purpose, clientId: batchId, entries }),
    onSuccess: async () => {
      setDrafts({})
      setBatchId(crypto.randomUUID())
      await queries.invalidateQueries({ queryKey: ['consent'] })
    },
  })
  const [scanned, setScanned] = useState(false)
  const takeForm = (pupilId: string, form: FormFound) => {
    const pupil = waiting.find((one) => one.id === pupilId)
    if (pupil === undefined) return
    setScanned(true)
    setDrafts((before) => ({ ...before, [pupilId]: { ...before[pupilId], form: { code: form.code, documentVersionId: form.document.id } } }))
    placeOf(pupilId)?.focus()
  }
  const change = (pupilId: string, draft: Draft) => setDrafts((before) => ({ ...before, [pupilId]: draft }))
  const goOn = (index: number) => {
    const pupil = waiting[index]!
    const draft = drafts[pupil.id]
    if (draft?.signed === undefined) change(pupil.id, { ...draft, signed: choiceOf(pupil)[0]!.value })
    const next = waiting[index + 1]
    // Who works by scanner scans the next form; who works by list goes down the list.
    const place = scanned ? document.querySelector<HTMLElement>('#consent-scan input') : next === undefined ? document.querySelector<HTMLElement>('#consent-record button') : placeOf(next.id)
    place?.focus()
  }
  return (
    <Stack>
      {record.data && (
        <Notice kind="good" isLive title={t.entered({ n: record.data.opened })}>{record.data.stillMissing.length > 0 && t.stillMissing({ n: record.data.stillMissing.length })}</Notice>
      )}
      {own.map((pupil) => <Notice key={pupil.id} kind="explain">{desk.ownChild({ name: `${pupil.givenName} ${pupil.familyName}` })}</Notice>)}
      {waiting.length === 0 ? <EmptyState icon="good" title={t.allDone}>{t.allDoneHint}</EmptyState> : (
        <>
          <Card>
            <div className="entry-head">
              <TextField label={t.dateOnForm} hint={t.dateHint} type="date" value={declaredOn} onChange={setDeclaredOn} />
              <Select
                label={t.version} value={documentVersionId} onChange={setVersion}
                options={found.documents.map((document) => ({ value: document.id, label: t.versionLabel({ major: document.major, minor: document.minor, from: document.validFrom }) }))}
              />
            </div>
          </Card>
          <Card><div id="consent-scan"><FormScan found={found} purpose={purpose} waitingIds={waiting.map((pupil) => pupil.id)} onForm={takeForm} /></div></Card>
          <ol className="entry-list">
            {waiting.map((pupil, index) => (
              <EntryRow key={pupil.id} pupil={pupil} draft={drafts[pupil.id] ?? {}} onChange={(draft) => change(pupil.id, draft)} onEnter={() => goOn(index)} />
            ))}
          </ol>
          {record.error && <Refused error={record.error} />}
          <div className="entry-foot" id="consent-record">
            <Row place="end">
              <Button kind="primary" icon="check" isDisabled={entries.length === 0} isPending={record.isPending} onPress={() => record.mutate()}>{t.enterCount({ n: entries.length })}</Button>
            </Row>
          </div>
        </>
      )}
    </Stack>
  )
}
