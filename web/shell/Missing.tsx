/** Every address that has no page for this person: says the same for what is not there and what is not theirs. */
import { NETWORK, RefusalError } from '#web/api/refusal.ts'
import { Page } from './Page.tsx'
import { Refused } from './Refused.tsx'
import { useRefusalText } from '#web/texts/useTexts.ts'

const missing = new RefusalError({ ...NETWORK, status: 404, code: 'not_found' })

export function Missing() {
  const say = useRefusalText()
  return (
    <Page title={say(missing.refusal).what} isNarrow>
      <Refused error={missing} level={2} />
    </Page>
  )
}
