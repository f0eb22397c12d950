import { Avatar } from '../design/Avatar.tsx'
import { Badge } from '../design/Badge.tsx'
import { Button } from '../design/Button.tsx'
import { Card } from '../design/Card.tsx'
import { DifferenceRow } from '../design/DifferenceRow.tsx'
import { EmptyState } from '../design/EmptyState.tsx'
import { Icon } from '../design/Icon.tsx'
import { IconButton } from '../design/IconButton.tsx'
import { Row, Section, Stack } from '../design/layout.tsx'
import { List, ListRow } from '../design/List.tsx'
import { Notice } from '../design/Notice.tsx'
import { Skeleton } from '../design/Skeleton.tsx'
import { Table } from '../design/Table.tsx'
import { Tabs } from '../design/Tabs.tsx'

const pupils = [
  { id: '1', name: 'Ada Adler', group: '7b', age: 12 },
  { id: '2', name: 'Özlem Öz', group: '10a', age: 15 },
  { id: '3', name: 'Cem Demir', group: '8a', age: 13 },
]

export function Surfaces() {
  return (
    <>
      <Section title="Karten und Hinweise">
        <div className="gallery-grid">
          <Card title="Schlicht" note="zuletzt geprüft am 23.11.2026">
            Eine Karte mit einer Haarlinie.
          </Card>
          <Card kind="need" icon="checklist" title="Wartet auf Sie" action={<Button kind="primary">Nachtragen</Button>}>
            Zwei waren nicht da.
          </Card>
          <Card kind="refusal" icon="videoOff" title="Geht nicht, und warum" note="Dienstanweisung Nr. 3">
            Die Einwilligung zur Videokonferenz fehlt. Das Formular liegt bereit.
          </Card>
          <Card kind="danger" icon="danger" title="Gefahr">
            112. Reden kannst du auch mit der Nummer gegen Kummer: 116 111.
          </Card>
        </div>
        <Stack gap="small">
          <Notice title="Schlicht">Neutraler Hinweis im Fluss der Seite.</Notice>
          <Notice kind="explain" title="Warum hier etwas fehlt">
            Wer keine Einwilligung hat, steht nicht in dieser Liste.
          </Notice>
          <Notice kind="need" title="Drei Zettel sind noch nicht gedruckt" action={<Button>Drucken</Button>} />
          <Notice kind="good">26 Einwilligungen sind eingetragen.</Notice>
          <Notice kind="danger" title="Bei Gefahr">
            112
          </Notice>
        </Stack>
        <Row>
          <Badge>Entwurf</Badge>
          <Badge kind="need" spoken="ungelesen">
            3
          </Badge>
          <Badge kind="good">erteilt</Badge>
          <Badge kind="blue">fehlt</Badge>
          <Badge kind="danger">gesperrt</Badge>
          <Avatar text="7b" kind="class" />
          <Avatar text="Ko" kind="staff" />
          <Avatar text="E" kind="parents" />
          <Avatar text="AA" />
          <Avatar text="LK" kind="self" />
          <Avatar text="AA" size="small" />
          <Avatar text="AA" size="large" />
        </Row>
      </Section>
      <Section title="Listen und Tabellen">
        <div className="gallery-grid">
          <Card isFlush>
            <List label="Räume">
              <ListRow lead={<Avatar text="7b" kind="class" />} title="7b Mathematik" note="Ist Aufgabe 4c freiwillig?" meta="7:42" href="/x" isUnread />
              <ListRow
                lead={<Icon name="document" />}
                title="Elternbrief.pdf"
                note="240 kB"
                action={<IconButton icon="download" label="Elternbrief.pdf herunterladen" />}
              />
              <ListRow
                title="Nur ein Titel"
                onPress={() => undefined}
                meta={
                  <Badge kind="need" spoken="ungelesen">
                    2
                  </Badge>
                }
              />
            </List>
          </Card>
          <Card isFlush>
            <List label="Vorschau">
              <DifferenceRow kind="new" name="Ada Adler" changes={[{ field: 'Klasse', before: null, after: '5a' }]} />
              <DifferenceRow kind="changed" name="Bela Birke" changes={[{ field: 'Nachname', before: 'Birk', after: 'Birke' }]} />
              <DifferenceRow kind="moved" name="Cem Demir" changes={[{ field: 'Klasse', before: '8a', after: '8b' }]} />
              <DifferenceRow kind="leaving" name="Dana Dorn" note="zum 31.01.2027" />
              <DifferenceRow kind="unclear" name="Emil Eiche" note="Zwei Zeilen mit derselben Nummer." action={<Button>Ansehen</Button>} />
              <DifferenceRow kind="same" name="Fida Farid" />
            </List>
          </Card>
        </div>
        <Card isFlush>
          <Table
            caption="Schülerinnen und Schüler"
            showsCaption
            rows={pupils}
            rowKey={(row) => row.id}
            sortedBy={{ key: 'name' }}
            columns={[
              { key: 'name', label: 'Name', cell: (row) => row.name, sortBy: (row) => row.name, isRowName: true },
              { key: 'group', label: 'Klasse', cell: (row) => row.group, sortBy: (row) => row.group },
              { key: 'age', label: 'Alter', cell: (row) => row.age, sortBy: (row) => row.age, align: 'end' },
              { key: 'state', label: 'Stand', cell: () => <Badge kind="good">erteilt</Badge> },
            ]}
          />
        </Card>
        <Card isFlush>
          <Table caption="Leere Tabelle" rows={[]} rowKey={() => ''} columns={[{ key: 'a', label: 'Name', cell: () => '' }]} empty="Noch niemand." />
        </Card>
        <Tabs
          label="Ansichten"
          tabs={[
            { key: 'a', label: 'Offen', content: <p>Drei offene Aufgaben.</p> },
            {
              key: 'b',
              label: (
                <>
                  Erledigt <Badge>12</Badge>
                </>
              ),
              content: <p>Zwölf erledigte.</p>,
            },
          ]}
        />
        <div className="gallery-grid">
          <Card>
            <EmptyState icon="messages" title="Noch keine Nachrichten" action={<Button kind="primary">Nachricht schreiben</Button>}>
              Hier erscheint, was in Ihren Räumen geschrieben wird.
            </EmptyState>
          </Card>
          <Card>
            <Skeleton />
          </Card>
          <Card>
            <Skeleton shape="rows" />
          </Card>
        </div>
      </Section>
    </>
  )
}
