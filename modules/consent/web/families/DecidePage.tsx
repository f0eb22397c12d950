import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Prose, Remark, Row, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { showToast } from '#web/design/toasts.ts'
import { documents } from '#web/documents/client.ts'
import { DocumentBody } from '#web/documents/DocumentBody.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Missing } from '#web/shell/Missing.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo, usePathField } from '#web/shell/routing.ts'
import { consent } from '../client.ts'
import { useFamily, useFamilyWords } from './use-family.ts'
import { ownSentence } from './words.ts'
import type { Child, ChildPurpose } from './words.ts'

/** One purpose of one child: the text, and below it the one decision. Never two purposes in one press. */
export function DecidePage() {
  const t = useFamilyWords()
  const pupilId = usePathField('pupilId')
  const purpose = usePathField('purpose')
  const query = useFamily()
  return (
    <Answer query={query} skeleton={<Skeleton lines={12} />}>
      {(family) => {
        const child = family.children.find((one) => one.pupilId === pupilId)
        const one = child?.purposes.find((each) => each.purpose === purpose)
        if (child === undefined || one === undefined || one.document === null) return <Missing />
        return <Page title={t.declareTitle({ name: child.givenName })} lead={one.purpose === 'platform' ? t.platform : t.video} isNarrow><Decision key={one.document.id} child={child} one={one} document={one.document} /></Page>
      }}
    </Answer>
  )
}

/** A20: the same text explained in other languages, where the school offers them; the German one binds. */
function Aids({ purpose }: { purpose: ChildPurpose['purpose'] }) {
  const t = useFamilyWords()
  const query = useQuery({ queryKey: ['consent', 'aids'], queryFn: ({ signal }) => consent.listReadingAids({}, { signal }) })
  const aids = query.data?.aids.filter((one) => one.purpose === purpose) ?? []
  if (aids.length === 0) return null
  return (
    <Notice kind="explain" title={t.aids}>
      <Row>{aids.map((one) => <span key={one.language} lang={one.language} dir="auto"><Link href={`/lesehilfe/${purpose}-${one.language}`}>{one.label}</Link></span>)}</Row>
    </Notice>
  )
}

function Decision({ child, one, document }: { child: Child; one: ChildPurpose; document: NonNullable<ChildPurpose['document']> }) {
  const t = useFamilyWords()
  const go = useGo()
  const queries = useQueryClient()
  const [otherAgrees, setOtherAgrees] = useState(false)
  const [clientId] = useState(() => crypto.randomUUID())
  const name = `consent-${one.purpose}` as const
  const text = useQuery({ queryKey: ['documents', name, ''], queryFn: ({ signal }) => documents.readDocument({ document: name }, { signal }), staleTime: 0 })
  const declare = useMutation({
    mutationFn: () => consent.declareForChild({ pupilId: child.pupilId, purpose: one.purpose, documentVersionId: document.id, otherAgrees, clientId }),
    onSuccess: async () => {
      showToast({ text: t.declareDone })
      await queries.invalidateQueries()
      go('/familie', { replace: true })
    },
  })
  return (
    <Answer query={text} skeleton={<Skeleton lines={12} />}>
      {(found) => (
        <Stack>
          <Aids purpose={one.purpose} />
          <Card><Prose><DocumentBody blocks={found.body} /></Prose></Card>
          <Card
            action={(
              <>
                {one.mayDeclare && <Button kind="primary" icon="check" isPending={declare.isPending} onPress={() => declare.mutate()}>{t.declare}</Button>}
                <Button href="/familie">{t.notNow}</Button>
              </>
            )}
            note={t.declareNote}
          >
            <Stack>
              {one.mayDeclare && one.mayAssure && <Checkbox isSelected={otherAgrees} onChange={setOtherAgrees} hint={t.otherAgreesHint}>{t.otherAgrees}</Checkbox>}
              {!one.mayDeclare && <Remark>{ownSentence(t, one)}</Remark>}
              {declare.error && <Refused error={declare.error} level={2} />}
            </Stack>
          </Card>
        </Stack>
      )}
    </Answer>
  )
}
