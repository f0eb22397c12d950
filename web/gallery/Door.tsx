import { useState } from 'react'
import { Button } from '../design/Button.tsx'
import { Card } from '../design/Card.tsx'
import { Stack } from '../design/layout.tsx'
import { PasswordField } from '../design/PasswordField.tsx'
import { RadioGroup } from '../design/RadioGroup.tsx'
import { TextField } from '../design/TextField.tsx'
import { DemoBanner } from '../shell/DemoBanner.tsx'
import { Page } from '../shell/Page.tsx'
import { PlainShell } from '../shell/PlainShell.tsx'

export function Door() {
  const [password, setPassword] = useState('')
  return (
    <PlainShell school="Gymnasium am Beispielweg" notices={<DemoBanner />}>
      <Page title="Anmelden">
        <Card>
          <Stack>
            <TextField label="Name" hint="So wie auf dem Zettel der Schule" autoComplete="username" name="username" />
            <PasswordField
              label="Passwort oder Code"
              value={password}
              onChange={setPassword}
              autoComplete="current-password"
              error={password === '' ? undefined : 'Name oder Passwort stimmt nicht.'}
            />
            <RadioGroup
              label="Dieses Gerät"
              defaultValue="shared"
              options={[
                { value: 'own', label: 'Mein Gerät', hint: 'Die Anmeldung bleibt einige Zeit bestehen.' },
                { value: 'shared', label: 'Gemeinsames Gerät', hint: 'Nach einer Pause und beim Schließen abgemeldet.' },
              ]}
            />
            <Button kind="primary" isWide type="submit">
              Anmelden
            </Button>
          </Stack>
        </Card>
      </Page>
    </PlainShell>
  )
}
