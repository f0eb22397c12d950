import { Card } from '#web/design/Card.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './desk-texts.de.ts'
import { isWaiting } from './entry.ts'
import type { ClassFound, PupilFound } from './entry.ts'

/** Who has to be reminded of what, for whoever enters the forms: names of those who have not signed, and what ends soon. */
export function RemindCard({ found }: { found: ClassFound }) {
  const t = useTexts(texts)
  const waiting = found.pupils.filter(isWaiting)
  if (!found.mayRecord || waiting.length === 0) return null
  return (
    <Card kind="need" icon="bell" level={2} title={t.remind} note={t.remindText({ n: waiting.length })}>
      <ul className="desk-signed">
        {waiting.map((pupil) => <li key={pupil.id}><strong>{`${pupil.familyName}, ${pupil.givenName}`}</strong>{`: ${wordsOf(pupil, t)}`}</li>)}
      </ul>
    </Card>
  )
}

type Words = ReturnType<typeof useTexts<typeof texts>>

function wordsOf(pupil: PupilFound, t: Words): string {
  const parts = pupil.missing.map(({ who, name }) => {
    if (name !== null) return t.missingHolder({ name })
    return { holder: t.missingNamed, named_on_paper: t.missingNamed, adult_pupil: t.missingAdult, pupil_voice: t.missingVoice, platform: t.missingPlatform }[who]
  })
  const ends = pupil.open && pupil.openUntil !== null ? [t.endsOn({ date: pupil.openUntil })] : []
  return [...ends, ...(parts.length === 0 ? [] : [t.missing({ parts: [...new Set(parts)] })])].join(', ')
}
