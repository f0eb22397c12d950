import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { KeyGroups } from '#web/design/KeyGroups.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/safe.de.ts'
import type { SafePaper } from './client.ts'
import './SafePage.css'

/** The paper for the safe, as it is printed. */
export function SafePaperCard({ paper, onDone }: { paper: SafePaper; onDone: () => void }) {
  const t = useTexts(texts)
  return (
    <Stack>
      <div className="no-print"><Notice kind="need" title={t.paperOnce}>{t.paperOnceText}</Notice></div>
      <Card>
        <Stack>
          <p><strong>{t.paperSchool({ school: paper.schoolName })}</strong><br />{t.paperSign({ sign: paper.sign, date: paper.madeOn })}</p>
          <h2 className="safe-read">{t.paperRead}</h2>
          <KeyGroups groups={paper.groups} label={t.paperRead} />
          <QrCode text={paper.code} label={t.paperQr} size="10rem" />
          <p>{t.paperWhat}</p>
          <Remark>{t.paperHow}</Remark>
        </Stack>
      </Card>
      <div className="no-print">
        <Row place="between">
          <Button kind="primary" icon="print" onPress={() => window.print()}>{t.print}</Button>
          <Button icon="check" onPress={onDone}>{t.kept}</Button>
        </Row>
      </div>
    </Stack>
  )
}
