import { useQuery } from '@tanstack/react-query'
import { blobAddress } from '#web/api/client.ts'
import { Card } from '#web/design/Card.tsx'
import { Prose, Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { contract } from '#platform/export/contract.ts'
import { texts } from '#platform/export/texts.de.ts'
import { EXPORT, exporting, LOOK_AGAIN_MS } from './client.ts'
import { CopyState } from './CopyState.tsx'

/** For a guardian: master data, consents and registers of the own child as a file (A18). */
export function ChildExport({ id }: { id: string }) {
  const t = useTexts(texts)
  const query = useQuery({
    queryKey: [...EXPORT, 'child', id], queryFn: ({ signal }) => exporting.readChildExport({ id }, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_AGAIN_MS : false),
  })
  return (
    <Section title={t.child_title}>
      <Card>
        <Answer query={query}>
          {(copy) => (
            <Stack>
              <Prose>
                <p>{t.child_lead}</p>
                {copy.withContent && <p>{t.child_content}</p>}
              </Prose>
              <CopyState copy={copy} file={blobAddress(contract.downloadChildExport, { id })} ask={() => exporting.askChildExport({ id })} />
            </Stack>
          )}
        </Answer>
      </Card>
    </Section>
  )
}
