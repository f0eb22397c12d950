import { useState } from 'react'
import { Button } from '../design/Button.tsx'
import { ConfirmDialog, Dialog } from '../design/Dialog.tsx'
import { Disclosure } from '../design/Disclosure.tsx'
import { IconButton } from '../design/IconButton.tsx'
import { Kbd } from '../design/Kbd.tsx'
import { Row, Section } from '../design/layout.tsx'
import { Link } from '../design/Link.tsx'
import { Menu } from '../design/Menu.tsx'
import { showToast } from '../design/toasts.ts'
import { FieldButton } from '../design/FieldButton.tsx'
import { SearchPalette } from '../design/SearchPalette.tsx'

export function Controls() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'search' | null>(null)
  const [typed, setTyped] = useState('')
  const close = () => setOpen(null)
  return (
    <>
      <Section title="Knöpfe und Verweise">
        <Row>
          <Button kind="primary">Formular drucken</Button>
          <Button kind="primary" icon="send">
            Senden
          </Button>
          <Button icon="upload">Datei wählen</Button>
          <Button kind="danger" icon="remove">
            Endgültig löschen
          </Button>
          <Button kind="plain">Überspringen</Button>
        </Row>
        <Row>
          <Button kind="primary" isDisabled>
            Gesperrt
          </Button>
          <Button isDisabled>Gesperrt</Button>
          <Button kind="primary" icon="upload" isPending>
            Wird geladen
          </Button>
          <Button href="/heute">Als Verweis</Button>
          <IconButton icon="search" label="Suchen" />
          <IconButton icon="remove" label="Löschen" kind="danger" />
          <IconButton icon="edit" label="Bearbeiten" isDisabled />
          <Menu
            label="Weitere Möglichkeiten"
            entries={[
              { key: 'edit', label: 'Bearbeiten', icon: 'edit', hint: 'noch 12 Minuten' },
              { key: 'pin', label: 'Anheften', icon: 'pin', isDisabled: true },
              { key: 'remove', label: 'Löschen', icon: 'remove', kind: 'danger' },
            ]}
          />
        </Row>
        <Row>
          <Link href="/hilfe">Verweis im Text</Link>
          <Link href="/hilfe" kind="quiet">
            Leiser Verweis
          </Link>
          <Link href="https://schule.example">Nach außen</Link>
          <Kbd>Strg K</Kbd>
        </Row>
        <Disclosure title="Warum?">Grundlage: Dienstanweisung Nr. 3</Disclosure>
      </Section>
      <Section title="Was aufgeht">
        <Row>
          <Button onPress={() => setOpen('dialog')}>Frage öffnen</Button>
          <Button onPress={() => setOpen('confirm')}>Löschfrage öffnen</Button>
          <Button onPress={() => setOpen('search')}>Suche öffnen</Button>
          <Button onPress={() => showToast({ text: 'Nachricht gelöscht.', undo: () => showToast({ text: 'Wieder da.' }) })}>Meldung zeigen</Button>
          <Button onPress={() => showToast({ text: 'Nicht gesendet: keine Verbindung.', kind: 'problem' })}>Fehlermeldung zeigen</Button>
        </Row>
        <FieldButton
          icon="search"
          words="Suchen: Personen, Räume, Dateien, Einstellungen"
          shortWords="Suchen"
          chord="Strg K"
          onPress={() => setOpen('search')}
        />
        <Dialog
          title="Wer soll dazukommen?"
          isOpen={open === 'dialog'}
          onClose={close}
          actions={
            <>
              <Button onPress={close}>Abbrechen</Button>
              <Button kind="primary" onPress={close}>
                Hinzufügen
              </Button>
            </>
          }
        >
          <p>Nur Personen, die Sie sehen dürfen.</p>
        </Dialog>
        <ConfirmDialog
          title="Konto endgültig löschen?"
          isOpen={open === 'confirm'}
          onClose={close}
          onConfirm={close}
          confirm="Endgültig löschen"
          word="löschen"
        >
          <p>Danach gibt es keinen Weg zurück.</p>
        </ConfirmDialog>
        {open === 'search' && (
          <SearchPalette
            label="Suchen: Personen, Räume, Dateien, Einstellungen"
            typed={typed}
            onType={setTyped}
            onClose={close}
            onChoose={close}
            parts={
              typed.length < 2
                ? []
                : [
                    { label: 'Seiten und Einstellungen', hits: [{ id: 'a', title: 'Klassen & Gruppen', path: '/gruppen', icon: 'groups' }] },
                    {
                      label: 'Personen',
                      hits: [
                        { id: 'b', title: 'Ada Adler', note: '7b', path: '/personen/1', icon: 'person' },
                        { id: 'c', title: 'Alan Ahorn', note: '8a', path: '/personen/2', icon: 'person' },
                      ],
                    },
                  ]
            }
            note={typed.length < 2 ? 'Tippen Sie mindestens zwei Zeichen: einen Namen, einen Raum, eine Seite oder eine Einstellung.' : 'drei Treffer'}
            isQuiet={typed.length >= 2}
          />
        )}
      </Section>
    </>
  )
}
