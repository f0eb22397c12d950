import { Disclosure } from '#web/design/Disclosure.tsx'
import { Prose } from '#web/design/layout.tsx'
import { formatDate, formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { RISK_WORDS, texts } from '../texts.de.ts'
import type { Case } from './client.ts'
import { writtenWords } from './written.ts'

type Entry = Pick<Case['raised'], 'id' | 'written'> & { words: string }

/** Every record of the case in the order in which it was written, also what a later one replaced. */
export function History({ one }: { one: Case }) {
  const t = useTexts(texts)
  const of = (question: 'authority' | 'affected') => (question === 'authority' ? t.authority : t.affectedQuestion)
  const entries: Entry[] = [
    { ...one.raised, words: `${t.entryRaised}: ${one.what}` },
    ...one.detections.map((row) => ({ ...row, words: t.entryDetection({ when: formatMoment(row.detectedAt), reason: row.reason }) })),
    ...one.descriptions.map((row) => ({ ...row, words: t.entryDescription({ text: row.happened }) })),
    ...one.measures.map((row) => ({ ...row, words: `${t.entryMeasure({ text: row.measure })} (${formatDate(row.takenOn)})` })),
    ...one.assessments.map((row) => ({ ...row, words: t.entryAssessment({ risk: RISK_WORDS[row.risk], reason: row.reason }) })),
    ...(['authority', 'affected'] as const).flatMap((question) => [
      ...one.questions[question].decisions.map((row) => ({ ...row, words: t.entryDecision({ question: of(question), isYes: row.isYes, reason: row.reason }) })),
      ...one.questions[question].reports.map((row) => ({ ...row, words: t.entryReport({ question: of(question), when: formatMoment(row.reportedAt) }) })),
    ]),
    ...one.turns.map((row) => ({ ...row, words: row.kind === 'closed' ? t.entryClosed : t.entryReopened({ reason: row.reason ?? '' }) })),
  ].sort((a, b) => a.id.localeCompare(b.id))
  return (
    <Disclosure title={t.history}>
      <Prose><ol>{entries.map((entry) => <li key={`${entry.id}${entry.words}`} className="incident-text">{writtenWords(entry)}: {entry.words}</li>)}</ol></Prose>
    </Disclosure>
  )
}
