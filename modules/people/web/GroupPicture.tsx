import { useState } from 'react'
import { Avatar } from '#web/design/Avatar.tsx'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/pictures.de.ts'
import { people } from './client.ts'
import type { GroupKind } from './client.ts'
import { PictureEditor } from './PictureEditor.tsx'
import { signOf } from './words.ts'

/** Sets or removes the picture of a group. */
export function GroupPicture({ group: { id, label, kind }, picture }: { group: { id: string; label: string; kind: GroupKind }; picture: string | undefined }) {
  const t = useTexts(texts)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon="upload" onPress={() => setOpen(true)}>
        {t.picture}
      </Button>
      <Dialog title={t.picture_of({ label })} isOpen={isOpen} onClose={() => setOpen(false)}>
        <PictureEditor
          avatar={<Avatar text={signOf(label)} size="large" kind={kind === 'staff' ? 'staff' : 'class'} picture={picture} />}
          hint={t.group_picture_hint} hasPicture={picture !== undefined} maySet
          onSet={(body) => people.setGroupPicture({ id }, { body })} onRemove={() => people.removeGroupPicture({ id })}
        />
      </Dialog>
    </>
  )
}
