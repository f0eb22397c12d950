/** Every address that has no page for this person: says the same for what is not there and what is not theirs. */
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { useRefusalText } from '#web/texts/useTexts.ts'
import { Page } from './Page.tsx'

export function Missing() {
  const text = useRefusalText()({ status: 404, code: 'not_found' })
  return (
    <Page title={text.what} isNarrow>
      <Card kind="refusal" icon="explain" action={<Button href={text.path}>{text.pathLabel}</Button>}>
        <p>{text.why}</p>
        <p>{text.next}</p>
      </Card>
    </Page>
  )
}
