import { useQuery } from '@tanstack/react-query'
import { blobAddress } from '#web/api/client.ts'
import { Card } from '#web/design/Card.tsx'
import { Prose, Section, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { contract } from '#platform/export/contract.ts'
import { texts } from '#platform/export/texts.de.ts'
import { EXPORT, exporting, LOOK_AGAIN_MS } from './client.ts'
import { CopyState } from './CopyState.tsx'

/** On the own profile: everything that is stored, and what one wrote, in one file (Art. 15, 20). */
export function OwnExport() {
  const t = useTexts(texts)
  const query = useQuery({
    queryKey: [...EXPORT, 'own'], queryFn: ({ signal }) => exporting.readExport({}, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_AGAIN_MS : false),
  })
  return (
    <Section title={t.title}>
      <Card>
        <Stack>
          <Prose>
            <p>{t.lead}</p>
            <p>{t.careful}</p>
          </Prose>
          <Answer query={query}>
            {(own) => (
              <>
                {own.offer !== null && <Notice kind="need" title={t.offer_title}>{t.offer({ days: own.offer.daysLeft, date: formatDate(own.offer.exitOn) })}</Notice>}
                <CopyState copy={own} file={blobAddress(contract.downloadExport, {})} ask={() => exporting.askExport({})} />
                {own.guardiansGetContent && (
                  <Notice kind="explain" title={t.parents_title}>
                    {t.parents_content} {own.contentTakenOn.length > 0 && t.parents_taken({ dates: own.contentTakenOn.map(formatDate) })}
                  </Notice>
                )}
              </>
            )}
          </Answer>
        </Stack>
      </Card>
    </Section>
  )
}
