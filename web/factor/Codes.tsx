import { useSession } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'
import './factor.css'

/** The recovery codes, once: to print or to write down. */
export function Codes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTexts(texts)
  const { known } = useSession()
  return (
    <Card>
      <Stack>
        {known?.signedIn === true && <p>{t.codesPaper({ name: known.person.displayName, school: known.school.name })}</p>}
        <ol className="factor-codes" aria-label={t.codesTitle}>
          {codes.map((code) => <li key={code}><code>{code}</code></li>)}
        </ol>
        <Remark>{t.codesUse}</Remark>
        <div className="no-print">
          <Row>
            <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
            <Button kind="primary" icon="check" onPress={onDone}>{t.codesKept}</Button>
          </Row>
        </div>
      </Stack>
    </Card>
  )
}
