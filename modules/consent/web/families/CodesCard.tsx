import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { dayOf } from '#web/texts/format.ts'
import { addDays } from '#platform/time/calendar.ts'
import { consent } from '../client.ts'
import type { Guardians } from './GuardiansPage.tsx'
import { useFamilyWords } from './use-family.ts'
import './families.css'

/** Codes for parents who are in no file. They stand in this page's memory only. */
export function CodesCard({ found }: { found: Guardians }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const make = useMutation({ mutationFn: (count: number) => consent.makeFamilyCodes({ pupilId: found.pupil.id, count }), gcTime: 0, onSuccess: () => queries.invalidateQueries({ queryKey: ['consent', 'guardians'] }) })
  const letter = make.data?.letters[0]
  return (
    <Section title={t.codes}>
      <Card action={letter === undefined ? <><Button isPending={make.isPending} onPress={() => make.mutate(1)}>{t.makeOne}</Button><Button isPending={make.isPending} onPress={() => make.mutate(2)}>{t.makeTwo}</Button></> : <Button icon="print" onPress={() => window.print()}>{t.print}</Button>}>
        {letter === undefined || make.data === undefined ? <p>{t.codesText({ n: found.openCodes })}</p> : (
          <Stack>
            {letter.codes.map((code) => (
              <div key={code} className="family-letter">
                <p>{t.letterFor({ name: `${letter.givenName} ${letter.familyName}` })}</p>
                <p className="family-code">{code}</p>
                <p>{t.letterText({ url: make.data.familyUrl.replace(/^https?:\/\//, '') })}</p>
              </div>
            ))}
            <Remark>{t.codesMade({ date: addDays(dayOf(make.data.validUntil), -1) })}</Remark>
          </Stack>
        )}
        {make.error && <Refused error={make.error} />}
      </Card>
    </Section>
  )
}
