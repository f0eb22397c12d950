import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Section } from '#web/design/layout.tsx'
import type { Guardians } from './GuardiansPage.tsx'
import { useFamilyWords } from './use-family.ts'

/** Codes for parents who are in no file: how many are given out, and the way to print new ones. */
export function CodesCard({ found }: { found: Guardians }) {
  const t = useFamilyWords()
  return (
    <Section title={t.codes}>
      <Card action={<Button icon="print" href={`/einwilligungen/familie/${found.pupil.id}/codes`}>{t.codesOpen}</Button>}>
        <p>{t.codesText({ n: found.openCodes })}</p>
      </Card>
    </Section>
  )
}
