import { useContext } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import { useSignedIn } from '#web/api/hooks.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { HouseContext } from '#web/shell/house.ts'
import { placesBefore } from '#web/shell/navigation.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { documents } from './client.ts'
import type { DocumentFound } from './client.ts'
import { DocumentView } from './DocumentView.tsx'
import { isDocument } from './seen.ts'
import { texts } from './texts.de.ts'

/** RP.2: the instruction in force, and one way on. The shell shows this instead of every page until it is acknowledged. */
export function MustReadPage() {
  const document = useSignedIn().mustRead?.document ?? STAFF_DOCUMENT
  const query = useQuery({
    queryKey: ['documents', document, ''],
    queryFn: ({ signal }) => {
      if (!isDocument(document)) throw new Error(`no document ${document}`)
      return documents.readDocument({ document }, { signal })
    },
    staleTime: 0,
  })
  return <Answer query={query} skeleton={<Skeleton lines={12} />}>{(found) => <Shown found={found} />}</Answer>
}

function Shown({ found }: { found: DocumentFound }) {
  const t = useTexts(texts)
  const places = placesBefore('beforeInstruction', useContext(HouseContext).webs, useSignedIn())
  const acknowledge = useMutation({
    mutationFn: () => documents.acknowledge({ document: found.document, major: found.major, minor: found.minor }),
    // The session then says that everything is open again, and the page that was asked for is drawn.
    onSuccess: () => session.reload(),
  })
  return (
    <DocumentView
      found={found}
      lead={<Notice kind="need" icon="rules" title={t.mustTitle}>{t.mustLead}</Notice>}
      foot={(
        <Stack>
          {acknowledge.error && <Refused error={acknowledge.error} level={2} />}
          <Row>
            <Button kind="primary" icon="check" isPending={acknowledge.isPending} onPress={() => acknowledge.mutate()}>{t.acknowledge}</Button>
            <Button icon="signOut" onPress={() => void session.signOut()}>{t.signOut}</Button>
          </Row>
          {places.map(({ path, label }) => <Link key={path} href={path}>{label}</Link>)}
        </Stack>
      )}
    />
  )
}
