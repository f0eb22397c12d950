import { useQuery } from '@tanstack/react-query'
import { useToday } from '#web/api/clock.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Table } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { attempts } from './client.ts'
import { texts } from './texts.de.ts'

const SHOWN_MAX = 12

/** Who tried to sign in as me, when and on which device (A9): always the own ones only. */
export function OwnAttempts() {
  const t = useTexts(texts)
  const today = useToday()
  const hasHelp = useHasPath('/hilf-mir')
  const query = useQuery({ queryKey: ['identity', 'attempts'], queryFn: ({ signal }) => attempts.listAttempts({}, { signal }) })
  return (
    <Section title={t.attempts}>
      <Remark>{t.attemptsLead} {hasHelp && <Link href="/hilf-mir">{t.attemptsHelp}</Link>}</Remark>
      <Answer query={query}>
        {(found) => (
          <Card isFlush>
            <Table
              caption={t.attempts} rows={found.attempts.slice(0, SHOWN_MAX)} rowKey={(row) => row.id} empty={t.attemptsNone}
              columns={[
                { key: 'at', label: t.when, isRowName: true, cell: (row) => formatWhen(row.at, today) },
                { key: 'device', label: t.where, cell: (row) => row.device },
                { key: 'result', label: t.result, cell: (row) => (row.result === 'password_wrong' || row.result === 'factor_wrong' ? <Badge kind="need">{t[row.result]}</Badge> : t[row.result]) },
              ]}
            />
          </Card>
        )}
      </Answer>
    </Section>
  )
}
