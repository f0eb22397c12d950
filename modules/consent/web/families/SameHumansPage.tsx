import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ComboBox } from '#web/design/ComboBox.tsx'
import { ConfirmDialog, Dialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { sameTexts } from '../../same/texts.de.ts'
import { consent } from '../client.ts'
import { useFamilyWords } from './use-family.ts'

type Found = Awaited<ReturnType<typeof consent.listSameHumans>>
type Linked = Found['links'][number]
type Suggested = Found['suggestions'][number]

/** The clerk's page of accounts that are one human (B12): suggestions by name, links, and how to take one away. */
export function SameHumansPage() {
  const t = useTexts(sameTexts)
  const [isLinking, setLinking] = useState(false)
  const query = useQuery({ queryKey: ['consent', 'same'], queryFn: ({ signal }) => consent.listSameHumans({}, { signal }) })
  return (
    <Page title={t.title} lead={t.lead} isNarrow actions={<Button icon="personAdd" onPress={() => setLinking(true)}>{t.link}</Button>}>
      <OfficeNotice />
      <Answer query={query}>
        {({ links, suggestions }) => (
          <Stack gap="large">
            {suggestions.length > 0 && (
              <Section title={t.suggestions({ n: suggestions.length })}>
                <Stack>
                  <p>{t.suggestionsText}</p>
                  {suggestions.map((one) => <SuggestionCard key={`${one.work.id}${one.parent.id}`} one={one} />)}
                </Stack>
              </Section>
            )}
            <Section title={t.links}>
              {links.length === 0 ? <EmptyState icon="people" title={t.linksEmpty}>{t.linksEmptyText}</EmptyState> : <Stack>{links.map((one) => <LinkCard key={one.id} one={one} />)}</Stack>}
            </Section>
          </Stack>
        )}
      </Answer>
      {isLinking && <LinkDialog onClose={() => setLinking(false)} />}
    </Page>
  )
}

function useLink() {
  const t = useTexts(sameTexts)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (pair: { workId: string; parentId: string }) => consent.linkSameHuman(pair),
    onSuccess: async ({ bans }) => {
      showToast({ text: t.linkedBans({ n: bans }) })
      await queries.invalidateQueries({ queryKey: ['consent'] })
    },
  })
}

function SuggestionCard({ one }: { one: Suggested }) {
  const t = useTexts(sameTexts)
  const queries = useQueryClient()
  const pair = { workId: one.work.id, parentId: one.parent.id }
  const link = useLink()
  const deny = useMutation({
    mutationFn: () => consent.denySameHuman(pair),
    onSuccess: async () => {
      showToast({ text: t.denied })
      await queries.invalidateQueries({ queryKey: ['consent', 'same'] })
    },
  })
  const error = link.error ?? deny.error
  return (
    <Card
      level={3} title={t.pair({ work: one.work.displayName, parent: one.parent.displayName })} note={t.childrenOf({ children: one.parent.children })}
      action={<><Button isPending={link.isPending} onPress={() => link.mutate(pair)}>{t.same}</Button><Button isPending={deny.isPending} onPress={() => deny.mutate()}>{t.notSame}</Button></>}
    >
      {error && <Refused error={error} />}
    </Card>
  )
}

function LinkCard({ one }: { one: Linked }) {
  const t = useTexts(sameTexts)
  const queries = useQueryClient()
  const [isEnding, setEnding] = useState(false)
  const names = { work: one.work.displayName, parent: one.parent.displayName }
  const end = useMutation({
    mutationFn: () => consent.endSameHuman({ linkId: one.id }),
    onSettled: () => setEnding(false),
    onSuccess: async () => {
      showToast({ text: t.unlinked })
      await queries.invalidateQueries({ queryKey: ['consent'] })
    },
  })
  return (
    <>
      <Card level={3} title={t.pair(names)} note={t.sinceBy({ date: one.since, name: one.by })} action={<Button aria-label={t.unlinkTitle(names)} onPress={() => setEnding(true)}>{t.unlink}</Button>}>
        <Stack gap="small">
          <p>{t.childrenOf({ children: one.parent.children })}</p>
          {end.error && <Refused error={end.error} />}
        </Stack>
      </Card>
      <ConfirmDialog title={t.unlinkTitle(names)} isOpen={isEnding} onClose={() => setEnding(false)} confirm={t.unlink} isPending={end.isPending} onConfirm={() => end.mutate()}>{t.unlinkText}</ConfirmDialog>
    </>
  )
}

function LinkDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(sameTexts)
  const words = useFamilyWords()
  const [typed, setTyped] = useState({ work: '', parent: '' })
  const [workId, setWorkId] = useState<string | null>(null)
  const [parentId, setParentId] = useState<string | null>(null)
  const q = { work: typed.work.trim(), parent: typed.parent.trim() }
  const work = useQuery({ queryKey: ['consent', 'work-accounts', q.work], queryFn: ({ signal }) => consent.findWorkAccounts({ q: q.work }, { signal }), enabled: q.work.length >= 2, placeholderData: keepPreviousData })
  const parents = useQuery({ queryKey: ['consent', 'candidates', q.parent], queryFn: ({ signal }) => consent.findGuardians({ q: q.parent }, { signal }), enabled: q.parent.length >= 2, placeholderData: keepPreviousData })
  const link = useLink()
  const save = () => link.mutate({ workId: workId ?? '', parentId: parentId ?? '' }, { onSuccess: onClose })
  return (
    <Dialog title={t.linkTitle} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.keep}</Button><Button kind="primary" isDisabled={workId === null || parentId === null} isPending={link.isPending} onPress={save}>{t.link}</Button></>}>
      <Stack>
        <p>{t.linkText}</p>
        <ComboBox label={t.workAccount} value={workId} onChange={setWorkId} onSearch={(value) => setTyped((before) => ({ ...before, work: value }))} options={(work.data?.found ?? []).map((one) => ({ value: one.id, label: one.displayName }))} />
        <ComboBox label={t.parentAccount} value={parentId} onChange={setParentId} onSearch={(value) => setTyped((before) => ({ ...before, parent: value }))} options={(parents.data?.found ?? []).map((one) => ({ value: one.id, label: one.displayName, hint: words.of({ children: one.children }) }))} />
        {link.error && <Refused error={link.error} />}
      </Stack>
    </Dialog>
  )
}
