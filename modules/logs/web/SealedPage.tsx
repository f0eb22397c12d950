import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { KeyGroups } from '#web/design/KeyGroups.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import type { Sealed } from './client.ts'
import './logs.css'
import { saveSealed } from './save-sealed.ts'
import { Sum } from './Sum.tsx'

/** The sheet with the key of a sealed file, to be printed and sent another way than the file. It is here and nowhere else. */
export function SealedPage({ sealed, onDone }: { sealed: Sealed; onDone: () => void }) {
  const t = useTexts(texts)
  return (
    <Page title={t.keyTitle} isNarrow>
      <Stack>
        <div className="no-print"><Notice kind="need" title={t.keyOnce} isLive>{t.keyOnceText}</Notice></div>
        <Card>
          <Stack>
            <p><strong>{t.keySchool({ school: sealed.schoolName, reference: sealed.reference })}</strong><br />{t.exportFor({ addressee: sealed.addressee })}</p>
            <p>{t.keyFile({ file: sealed.fileName, rows: sealed.rows, names: sealed.names })}</p>
            <KeyGroups groups={sealed.groups} label={t.keyRead} />
            <QrCode text={sealed.code} label={t.keyQr} size="10rem" />
            <div><p>{t.keySum}</p><Sum sha256={sealed.sha256} /></div>
            <p>{t.keyHow}</p>
            <p><code className="logs-command">{t.keyCommand({ file: sealed.fileName })}</code></p>
          </Stack>
        </Card>
        <div className="no-print">
          <Row place="between">
            <Row>
              <Button kind="primary" icon="print" onPress={() => window.print()}>{t.print}</Button>
              <Button icon="download" onPress={() => saveSealed(sealed)}>{t.saveAgain}</Button>
            </Row>
            <Button icon="check" onPress={onDone}>{t.keyKept}</Button>
          </Row>
        </div>
      </Stack>
    </Page>
  )
}
