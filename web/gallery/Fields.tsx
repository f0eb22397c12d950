import { useState } from 'react'
import { Checkbox } from '../design/Checkbox.tsx'
import { CheckboxGroup } from '../design/CheckboxGroup.tsx'
import { ComboBox } from '../design/ComboBox.tsx'
import { FilePicker } from '../design/FilePicker.tsx'
import { Section, Stack } from '../design/layout.tsx'
import { PasswordField } from '../design/PasswordField.tsx'
import { RadioGroup } from '../design/RadioGroup.tsx'
import { SearchField } from '../design/SearchField.tsx'
import { Select } from '../design/Select.tsx'
import { Switch } from '../design/Switch.tsx'
import { TextArea } from '../design/TextArea.tsx'
import { TextField } from '../design/TextField.tsx'

const states = [
  { value: 'ni', label: 'Niedersachsen' },
  { value: 'nw', label: 'Nordrhein-Westfalen' },
  { value: 'hb', label: 'Bremen', hint: 'Land und Stadt' },
]
const people = [
  { value: '1', label: 'Ada Adler', hint: '7b' },
  { value: '2', label: 'Bela Birke', hint: '7b' },
  { value: '3', label: 'Cem Demir', hint: '8a' },
]

export function Fields() {
  const [text, setText] = useState('Liebe Eltern,\n\nder Wandertag ist am 4. Dezember.')
  const [isQuiet, setQuiet] = useState(true)
  const [kinds, setKinds] = useState<string[]>([])
  const [person, setPerson] = useState<string | null>(null)
  return (
    <Section title="Felder">
      <div className="gallery-grid">
        <Stack>
          <TextField label="Name" hint="So wie auf dem Zettel der Schule" />
          <TextField label="Rufname" isOptional defaultValue="Ada" />
          <TextField label="Einmalcode" isCode defaultValue="KX4M-7Q2P" />
          <TextField label="Datum der Unterschrift" type="date" defaultValue="2026-11-23" />
          <TextField label="E-Mail" error="Hinter dem @ fehlt etwas, zum Beispiel schule.de." defaultValue="ada@" />
          <TextField label="Kennung" isDisabled defaultValue="a.adler" />
        </Stack>
        <Stack>
          <PasswordField label="Neues Passwort" hint="Mindestens 12 Zeichen; drei Wörter sind leicht zu merken." autoComplete="new-password" />
          <SearchField label="Raum suchen" />
          <SearchField label="Person suchen" value="Adler" onChange={() => undefined} />
          <Select label="Bundesland" options={states} />
          <Select label="Bundesland" options={states} defaultValue="ni" error="Bitte noch einmal prüfen." />
          <ComboBox label="Person" options={people} value={person} onChange={setPerson} hint="Tippen, um zu suchen" />
        </Stack>
        <Stack>
          <TextArea label="Aushang" value={text} onChange={setText} letters_max={80} hint="Wächst mit" />
          <RadioGroup
            label="Dieses Gerät"
            defaultValue="shared"
            options={[
              { value: 'own', label: 'Mein Gerät', hint: '30 Tage angemeldet' },
              { value: 'shared', label: 'Gemeinsames Gerät' },
              { value: 'none', label: 'Geht nicht', isDisabled: true },
            ]}
          />
          <div>
            <Checkbox defaultSelected hint="Bestätigt am 12. November">
              Belehrung gehört
            </Checkbox>
            <Checkbox>Ich bin allein sorgeberechtigt</Checkbox>
            <Checkbox isIndeterminate>Alle in der 7b</Checkbox>
            <Checkbox isDisabled defaultSelected>
              Nicht änderbar
            </Checkbox>
            <Checkbox isInvalid>Muss angekreuzt sein</Checkbox>
          </div>
          <CheckboxGroup
            label="Welche Daten?"
            error={kinds.length === 0 ? 'Bitte mindestens eines ankreuzen' : undefined}
            value={kinds}
            onChange={setKinds}
            options={[{ value: 'names', label: 'Namen, Klassen, Gruppen' }, { value: 'contact', label: 'Adressen', hint: 'auch Telefon und E-Mail' }]}
          />
          <div>
            <Switch isSelected={isQuiet} onChange={setQuiet} hint="18 bis 7 Uhr">
              Ruhezeiten
            </Switch>
            <Switch isSelected={false} onChange={() => undefined} isDisabled>
              Gesperrt
            </Switch>
          </div>
        </Stack>
        <Stack>
          <FilePicker
            label="Datei aus der Schulverwaltung"
            hint="CSV, höchstens 20 MB. Sie wird nirgends gespeichert."
            accept=".csv,.txt"
            onPick={() => undefined}
          />
          <FilePicker label="Noch eine Datei" error="Das ist eine ZIP-Datei. Bitte packen Sie sie vorher aus." onPick={() => undefined} />
        </Stack>
      </div>
    </Section>
  )
}
