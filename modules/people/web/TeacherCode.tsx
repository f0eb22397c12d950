import { useMutation } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatTime } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/slips.de.ts'
import { people } from './client.ts'
import './code.css'

/** A5: one press gives a code, large enough to read from the phone; it is shown once and forgotten with the dialog. */
export function TeacherCode({ person }: { person: { id: string; displayName: string } }) {
  const t = useTexts(texts)
  const making = useMutation({ mutationFn: () => people.makeTeacherSlip({ id: person.id }), gcTime: 0 })
  const { data: made, error } = making
  return (
    <>
      <Button kind="primary" icon="key" isPending={making.isPending} onPress={() => making.mutate()}>{t.code_make}</Button>
      <Dialog title={t.code_title({ name: person.displayName })} isOpen={made !== undefined || error !== null} onClose={making.reset} actions={<Button kind="primary" onPress={making.reset}>{t.code_close}</Button>}>
        {error !== null && <Refused error={error} />}
        {made !== undefined && (
          <Stack>
            <p className="code-large">{made.code}</p>
            <div className="code-picture">
              <QrCode text={`${made.signInUrl}#zettel=${made.code}`} label={t.code_qr} size="11rem" />
            </div>
            <p>{t.code_lead({ address: made.signInUrl.replace(/^https?:\/\//, '') })}</p>
            <Remark>{t.code_until({ time: formatTime(made.validUntil) })}</Remark>
            <Remark>{t.code_seen({ name: made.givenName })}</Remark>
          </Stack>
        )}
      </Dialog>
    </>
  )
}
