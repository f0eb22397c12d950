import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import type { RegisterCase, WaitingExport } from './client.ts'

/** Sealed exports that wait for the data protection officer, each with its case: what was ordered, for which time, and how much would go out. */
export function WaitingExports() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'exports'], queryFn: ({ signal }) => logs.listExports({}, { signal }) })
  // The window of a case stands in the register, which is on this page anyway.
  const register = useQuery({ queryKey: [...LOGS, 'register'], queryFn: ({ signal }) => logs.listLogCases({}, { signal }) })
  return (
    <Answer query={query}>
      {({ waiting }) => waiting.length === 0 ? null : (
        <Section title={t.exportsWaiting}>
          <Answer query={register}>
            {({ cases }) => <Stack>{waiting.map((one) => <Waiting key={one.id} one={one} ofCase={cases.find(({ id }) => id === one.caseId)} />)}</Stack>}
          </Answer>
        </Section>
      )}
    </Answer>
  )
}

function Waiting({ one, ofCase }: { one: WaitingExport; ofCase: RegisterCase | undefined }) {
  const t = useTexts(texts)
  const deciding = useAct((isGranted: boolean) => logs.decideExport({ exportId: one.id, isGranted }), { done: (_, isGranted) => (isGranted ? t.agreed : t.refusedDone) })
  const { access, sign_in, fault } = one.rows
  const counted = [['access', access], ['sign_in', sign_in], ['fault', fault]] as const
  return (
    <Card
      kind={one.isOwn ? 'plain' : 'need'} icon="lock" title={t.exportFor({ addressee: one.addressee })} note={t.waitingNote({ name: one.requestedBy?.displayName ?? '', date: one.requestedOn })}
      action={one.isOwn || ofCase === undefined ? undefined : (
        <>
          <Button kind="primary" isPending={deciding.isPending} onPress={() => deciding.mutate(true)}>{t.agree}</Button>
          <Button isPending={deciding.isPending} onPress={() => deciding.mutate(false)}>{t.refuse}</Button>
        </>
      )}
    >
      <Stack gap="small">
        <p>{t.exportReference(one)}, {one.serviceName === '' ? t.everyService : one.serviceName}</p>
        <p>{one.caseReason}</p>
        {ofCase !== undefined && <p>{t.windowOf({ from: formatMoment(ofCase.windowFrom), until: formatMoment(ofCase.windowUntil) })}</p>}
        <p>{t.exportSize({ rows: access + sign_in + fault, names: one.names, isTooLarge: one.isTooLarge })}</p>
        {!one.isTooLarge && <Remark>{counted.map(([log, n]) => t.exportRows({ log, n })).join(' · ')}</Remark>}
        {one.isOwn && <Remark>{t.isOwn}</Remark>}
        {deciding.error && <Refused error={deciding.error} />}
      </Stack>
    </Card>
  )
}
