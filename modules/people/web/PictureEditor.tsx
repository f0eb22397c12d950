import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RefusalError } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { FileButton } from '#web/design/FileButton.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/pictures.de.ts'
import { PEOPLE } from './client.ts'
import { smallPicture } from './small-picture.ts'
import './people.css'

type PictureEditorProps = { avatar: ReactNode; hint: string; hasPicture: boolean; maySet: boolean; onSet: (picture: Blob) => Promise<unknown>; onRemove: () => Promise<unknown> }

/** The picture as it is, and what can be done with it. */
export function PictureEditor({ avatar, hint, hasPicture, maySet, onSet, onRemove }: PictureEditorProps) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: PEOPLE })
  const setting = useMutation({
    mutationFn: async (file: File) => onSet((await smallPicture(file)) ?? refusePicture()),
    onSuccess: again,
  })
  const removing = useMutation({ mutationFn: onRemove, onSuccess: again })
  const error = setting.error ?? removing.error
  const forget = () => {
    setting.reset()
    removing.reset()
  }
  return (
    <div className="picture-editor">
      {avatar}
      <Stack gap="small">
        <Row>
          {maySet && (
            <FileButton icon="upload" accept="image/*" isPending={setting.isPending} onPick={(file) => {
              forget()
              setting.mutate(file)
            }}>
              {hasPicture ? t.other_picture : t.choose_picture}
            </FileButton>
          )}
          {hasPicture && (
            <Button icon="remove" isPending={removing.isPending} onPress={() => {
              forget()
              removing.mutate()
            }}>
              {t.remove_picture}
            </Button>
          )}
        </Row>
        <Remark>{hint}</Remark>
        {error !== null && <Refused error={error} />}
      </Stack>
    </div>
  )
}

/** What the browser can't read the server would refuse with the same words. */
function refusePicture(): never {
  throw new RefusalError({ status: 422, code: 'picture_kind' })
}
