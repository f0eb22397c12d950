import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { OwnExport } from '#web/export/OwnExport.tsx'
import { OwnAttempts } from '#web/factor/OwnAttempts.tsx'
import { OwnFactors } from '#web/factor/OwnFactors.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as pictureTexts } from '../texts/pictures.de.ts'
import { PEOPLE, people } from './client.ts'
import { Facts } from './Facts.tsx'
import { OwnDevices } from './OwnDevices.tsx'
import { PictureEditor } from './PictureEditor.tsx'
import { usePictures } from './pictures.ts'
import { PasswordDialog } from './PasswordDialog.tsx'
import { StoredAboutMe } from './StoredAboutMe.tsx'
import { GroupRows } from './GroupRows.tsx'
import { typeWord } from './words.ts'

/** The own account, the own devices, and everything that is stored about oneself, in words. */
export function ProfilePage() {
  const t = useTexts(texts)
  const [isChanging, setChanging] = useState(false)
  const query = useQuery({ queryKey: [...PEOPLE, 'profile'], queryFn: ({ signal }) => people.getProfile({}, { signal }) })
  return (
    <Page title={t.profile} lead={t.profile_lead} isNarrow>
      <Stack gap="large">
        <Answer query={query}>
          {(own) => {
            const current = own.groups.filter((group) => group.until === null)
            return (
              <>
                <Section title={t.my_account}>
                  <Card>
                    <Stack>
                      <OwnPicture own={own} />
                      <Facts
                        rows={[
                          { label: t.name, value: `${own.givenName} ${own.familyName}` },
                          { label: t.account_name, value: own.accountName },
                          { label: t.person_kind, value: typeWord(t, own.type) },
                        ]}
                      />
                      <Row>
                        <Button icon="key" onPress={() => setChanging(true)}>
                          {t.change_password}
                        </Button>
                      </Row>
                    </Stack>
                  </Card>
                </Section>
                {current.length > 0 && (
                  <Section title={t.my_groups}>
                    <GroupRows label={t.my_groups} groups={current} />
                  </Section>
                )}
              </>
            )
          }}
        </Answer>
        <OwnFactors />
        <OwnDevices />
        <OwnAttempts />
        {query.data !== undefined && <StoredAboutMe own={query.data} />}
        <OwnExport />
      </Stack>
      <PasswordDialog isOpen={isChanging} onClose={() => setChanging(false)} />
    </Page>
  )
}

/** The own picture. Where pupils set none there is nothing to see of it, as long as there is none to remove. */
function OwnPicture({ own }: { own: Awaited<ReturnType<typeof people.getProfile>> }) {
  const words = useTexts(pictureTexts)
  const picture = usePictures({ personIds: [own.id] })(own.id)
  const maySet = own.may.includes('people.set_picture')
  if (!maySet && picture === undefined) return null
  return (
    <PictureEditor
      avatar={<Avatar text={initialsOf(`${own.givenName} ${own.familyName}`)} size="large" picture={picture} />}
      hint={words.picture_hint} hasPicture={picture !== undefined} maySet={maySet}
      onSet={(body) => people.setPicture({ id: own.id }, { body })} onRemove={() => people.removePicture({ id: own.id })}
    />
  )
}
