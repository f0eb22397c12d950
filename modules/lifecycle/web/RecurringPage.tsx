import { useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import type { BadgeKind } from '#web/design/Badge.tsx'
import { Card } from '#web/design/Card.tsx'
import { Table } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { jobWord, resultWords } from '../texts/jobs.de.ts'
import { texts } from '../texts.de.ts'
import { recurringQuery } from './client.ts'
import type { Job } from './client.ts'
import { LifecyclePage } from './LifecyclePage.tsx'

/** Everything that runs by itself, of all rooms: nothing happens in secret. */
export function RecurringPage() {
  const t = useTexts(texts)
  const query = useQuery(recurringQuery)
  return (
    <LifecyclePage title={t.tabRecurring} lead={t.recurringLead}>
      <Answer query={query}>
        {({ jobs }) => (
          <Card isFlush>
            <Table
              caption={t.tabRecurring} rows={jobs} rowKey={(row) => row.job}
              columns={[
                { key: 'job', label: t.job, isRowName: true, sortBy: (row) => jobWord(row.job), cell: (row) => <span className="lifecycle-job">{jobWord(row.job)}<small>{row.room}, {row.every === 'day' ? t.daily({ at: row.at }) : t.monthly({ at: row.at })}</small></span> },
                { key: 'last', label: t.last, sortBy: (row) => row.lastRun?.startedAt ?? '', cell: (row) => (row.lastRun === null ? t.neverRan : formatMoment(row.lastRun.startedAt)) },
                { key: 'took', label: t.took, align: 'end', cell: (row) => (row.lastRun?.seconds == null ? '–' : <span className="lifecycle-whole">{t.seconds({ n: row.lastRun.seconds })}</span>) },
                { key: 'result', label: t.result, cell: (row) => <Result job={row} /> },
                { key: 'next', label: t.next, sortBy: (row) => row.nextAt, cell: (row) => formatMoment(row.nextAt) },
              ]}
            />
          </Card>
        )}
      </Answer>
    </LifecyclePage>
  )
}

function Result({ job }: { job: Job }) {
  const t = useTexts(texts)
  const { result = null, problem = null } = job.lastRun ?? {}
  if (problem !== null) return <Outcome kind="danger" word={t.isBroken} more={t.brokenOff({ problem })} />
  if (job.isMissed || result === null) return <Outcome kind="plain" word={t.isMissed} more={null} />
  const [failed, missing] = [result['failed'] ?? 0, result['missing'] ?? 0]
  return <Outcome kind={failed > 0 ? 'danger' : missing > 0 ? 'need' : 'good'} word={failed + missing > 0 ? t.isAttention : t.isDone} more={resultWords(job.job, result)} />
}

function Outcome({ kind, word, more }: { kind: BadgeKind; word: string; more: string | null }) {
  return <span className="lifecycle-job"><Badge kind={kind}>{word}</Badge>{more !== null && <small>{more}</small>}</span>
}
