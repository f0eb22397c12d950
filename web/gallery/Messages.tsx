import { useState } from 'react'
import { Avatar } from '../design/Avatar.tsx'
import { Badge } from '../design/Badge.tsx'
import { Button } from '../design/Button.tsx'
import { EmptyState } from '../design/EmptyState.tsx'
import { IconButton } from '../design/IconButton.tsx'
import { List, ListRow } from '../design/List.tsx'
import { Menu } from '../design/Menu.tsx'
import { TextArea } from '../design/TextArea.tsx'
import { PaneHead, Panes } from '../shell/Panes.tsx'
import { usePath } from '../shell/routing.ts'
import { SampleShell } from './sample.tsx'
import './gallery.css'

export function Messages() {
  const isOpen = usePath() !== '/nachrichten'
  return (
    <SampleShell path="/nachrichten" frame="panes" isOffline={!isOpen}>
      <Panes
        title="Nachrichten"
        listAction={<IconButton icon="edit" label="Neue Nachricht" />}
        list={
          <List label="Räume">
            <ListRow
              isCompact
              isCurrent={isOpen}
              lead={<Avatar text="7b" kind="class" />}
              title="7b Mathematik"
              note="Ist Aufgabe 4c freiwillig?"
              meta={
                <Badge kind="need" spoken="ungelesen">
                  2
                </Badge>
              }
              href="/nachrichten/7b"
            />
            <ListRow
              isCompact
              lead={<Avatar text="Ko" kind="staff" />}
              title="Kollegium"
              note="Der Beamer in C 204 geht wieder."
              meta="7:15"
              href="/nachrichten/7b"
            />
            <ListRow
              isCompact
              lead={<Avatar text="Q1" kind="class" />}
              title="Q1 Physik"
              note="Versuchsprotokolle sind abgegeben, danke."
              meta="Fr"
              href="/nachrichten/7b"
            />
            <ListRow
              isCompact
              lead={<Avatar text="E" kind="parents" />}
              title="Eltern 7b"
              note="Sie: Der Wandertag ist am 4. Dezember, bitte an festes Schuhwerk denken."
              meta="Do"
              href="/nachrichten/7b"
            />
          </List>
        }
        pane={isOpen ? <Room /> : null}
        placeholder={
          <EmptyState icon="messages" title="Noch kein Raum gewählt">
            Links stehen Ihre Räume. Neue Nachrichten erscheinen dort von selbst.
          </EmptyState>
        }
      />
    </SampleShell>
  )
}

function Room() {
  const [text, setText] = useState('')
  return (
    <>
      <PaneHead
        back="/nachrichten"
        lead={<Avatar text="7b" kind="class" />}
        title="7b Mathematik"
        note="28 Mitglieder · verantwortlich: L. Kramer"
        actions={
          <>
            <IconButton icon="search" label="In diesem Raum suchen" />
            <Menu
              label="7b Mathematik: weitere Möglichkeiten"
              entries={[
                { key: 'members', label: 'Mitglieder', icon: 'groups' },
                { key: 'quiet', label: 'Ruhe bis morgen', icon: 'bell' },
              ]}
            />
          </>
        }
      />
      <div className="gallery-messages" tabIndex={0} role="log" aria-label="Nachrichten in 7b Mathematik">
        <p>
          <strong>Schülerin der 7b</strong> <small>7:41</small>
          <br />
          Ist Aufgabe 4c freiwillig?
        </p>
        <p>
          <strong>Schüler der 7b</strong> <small>7:42</small>
          <br />
          Und zählt der Ordner Abgabe oder per Mail?
        </p>
      </div>
      <div className="gallery-write">
        <TextArea
          label="Nachricht an 28 Mitglieder"
          placeholder="Nachricht an 28 Mitglieder"
          hidesLabel
          rows_min={1}
          rows_max={8}
          letters_max={4000}
          value={text}
          onChange={setText}
          onEnter={() => setText('')}
          after={
            <Button kind="primary" icon="send">
              Senden
            </Button>
          }
        />
      </div>
    </>
  )
}
