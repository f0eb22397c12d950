import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createClient } from '#web/api/client.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { contract } from '#modules/consent/contract.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

const consent = createClient(contract)
type Own = Awaited<ReturnType<typeof consent.readOwn>>['purposes'][number]
type Declared = { purpose: Own['purpose']; documentVersionId: string }

/** Through the closed door, by ticket: who is of age decides here (B13), and who is asked beside the parents or takes back an own no. For everybody else nothing, not even that there is nothing. */
export function OwnConsents({ onOpen }: { onOpen: () => void }) {
  const t = useTexts(texts, 'du')
  const queries = useQueryClient()
  const own = useQuery({ queryKey: ['ticket', 'own-consents'], queryFn: ({ signal }) => consent.readOwn({}, { signal }), staleTime: 0 })
  const declare = useMutation({
    mutationFn: (one: Declared) => consent.declareOwn({ ...one, clientId: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['ticket', 'own-consents'] }),
  })
  if (own.data === undefined) return null
  const { isAdult } = own.data
  const shown = own.data.purposes.filter((one) => (isAdult ? one.isInUse : one.asked !== null && one.mayDeclare))
  if (shown.length === 0 && declare.data === undefined) return null
  const isOpen = own.data.purposes.some((one) => one.purpose === 'platform' && one.open)
  return (
    <Section title={t.ownTitle}>
      <Stack>
        {isOpen
          ? <Notice kind="good" title={t.nowOpen} isLive action={<Button kind="primary" icon="signIn" onPress={onOpen}>{t.closedAgain}</Button>}>{t.nowOpenText}</Notice>
          : isAdult ? <Remark>{t.ownLead}</Remark> : declare.data !== undefined && <Notice kind="good" title={t.voiceNoted} isLive>{t.voiceNotedText}</Notice>}
        {shown.map((one) => <OwnConsent key={one.purpose} own={one} isPending={declare.isPending} onDeclare={(declared) => declare.mutate(declared)} />)}
        {declare.error && <DeclareRefused error={declare.error} onAgain={onOpen} />}
      </Stack>
    </Section>
  )
}

function OwnConsent({ own, isPending, onDeclare }: { own: Own; isPending: boolean; onDeclare: (declared: Declared) => void }) {
  const t = useTexts(texts, 'du')
  const { purpose, document, mayDeclare } = own
  if (document === null) return null
  return (
    <Card
      title={purpose === 'platform' ? t.purposePlatform : t.purposeVideo}
      action={mayDeclare ? <Button kind={purpose === 'platform' ? 'primary' : 'quiet'} isPending={isPending} onPress={() => onDeclare({ purpose, documentVersionId: document.id })}>{t.declare}</Button> : undefined}
    >
      {own.asked !== null && <p>{own.asked === 'lift' ? t.askedLift : t.askedAgree}</p>}
      <Row>
        <Badge kind={own.open ? 'good' : 'plain'}>{own.open ? t.given : t.notGiven}</Badge>
        <Link href={`/dokumente/consent-${purpose}`}>{t.readText}</Link>
        <span>{t.versionOf(document)}</span>
      </Row>
    </Card>
  )
}

/** The ticket holds for a quarter of an hour; after it the server knows nobody, which is no mistake of the reader. */
function DeclareRefused({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const t = useTexts(texts, 'du')
  if (refusalOf(error).status !== 404) return <Refused error={error} />
  return <Notice kind="explain" title={t.ticketOver} isLive action={<Button onPress={onAgain}>{t.closedAgain}</Button>}>{t.ticketOverText}</Notice>
}
