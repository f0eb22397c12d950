import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { session } from '#web/api/session.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Link } from '#web/design/Link.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { familyTexts } from '../families/texts.de.ts'
import { texts } from '../texts.de.ts'
import { consent } from './client.ts'

type Own = Awaited<ReturnType<typeof consent.readOwn>>['purposes'][number]

/** A pupil's own consents: what holds, and how to say no. */
export function OwnPage() {
  const t = useTexts(texts)
  const f = useTexts(familyTexts)
  const queries = useQueryClient()
  const [leaving, setLeaving] = useState<Own | null>(null)
  const query = useQuery({ queryKey: ['consent', 'own'], queryFn: ({ signal }) => consent.readOwn({}, { signal }) })
  const withdraw = useMutation({
    mutationFn: ({ purpose }: Own) => consent.withdrawOwn({ purpose, clientId: crypto.randomUUID() }),
    onSuccess: async () => {
      setLeaving(null)
      await queries.invalidateQueries({ queryKey: ['consent', 'own'] })
      session.doubt()
    },
  })
  const declare = useMutation({
    mutationFn: (one: { purpose: Own['purpose']; documentVersionId: string }) => consent.declareOwn({ ...one, clientId: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['consent', 'own'] }),
  })
  return (
    <Page title={t.ownTitle} lead={t.ownLead} isNarrow>
      <Answer query={query}>
        {(found) => (
          <Stack>
            {found.purposes.filter((one) => one.state === 'MAJORITY_DUE').slice(0, 1).map((one) => (
              <Notice key={one.purpose} kind="need" title={f.adultTitle}>{f.adultText} {one.openUntil !== null && f.adultUntil({ date: one.openUntil })}</Notice>
            ))}
            {found.purposes.filter((one) => one.isInUse || one.open || one.state !== 'NONE').map((one) => (
              <Card
                key={one.purpose}
                level={2}
                title={<Row>{one.purpose === 'platform' ? t.platform : t.video}<Badge kind={one.open ? 'good' : 'plain'}>{one.open ? t.ownOpen : t.ownClosed}</Badge></Row>}
                note={one.openUntil !== null ? t.ownUntil({ date: one.openUntil }) : undefined}
                action={(one.mayDeclare && one.document !== null) || one.mayWithdraw ? (
                  <>
                    {one.mayDeclare && one.document !== null && <Button kind="primary" isPending={declare.isPending} onPress={() => declare.mutate({ purpose: one.purpose, documentVersionId: one.document!.id })}>{t.declareOwn}</Button>}
                    {one.mayWithdraw && <Button onPress={() => setLeaving(one)}>{t.withdrawOwn}</Button>}
                  </>
                ) : undefined}
              >
                {one.asked !== null && <p>{one.asked === 'lift' ? t.askedLift : t.askedAgree}</p>}
                {one.document !== null && <Link href={`/dokumente/consent-${one.purpose}`}>{t.readText}</Link>}
              </Card>
            ))}
            {!found.isAdult && <Remark>{t.ownByParents}</Remark>}
            {(declare.error ?? withdraw.error) && <Refused error={declare.error ?? withdraw.error} />}
          </Stack>
        )}
      </Answer>
      <ConfirmDialog title={t.withdrawOwnTitle} isOpen={leaving !== null} onClose={() => setLeaving(null)} confirm={t.withdrawOwn} isPending={withdraw.isPending} onConfirm={() => leaving !== null && withdraw.mutate(leaving)}>
        {leaving?.purpose === 'platform' && leaving.open ? t.withdrawOwnText : t.withdrawOwnOther}
      </ConfirmDialog>
    </Page>
  )
}
