import { Avatar } from '../design/Avatar.tsx'
import { Bars } from '../design/Bars.tsx'
import { Button } from '../design/Button.tsx'
import { Card } from '../design/Card.tsx'
import { Columns, Section, Stack } from '../design/layout.tsx'
import { Link } from '../design/Link.tsx'
import { List, ListRow } from '../design/List.tsx'
import { Page } from '../shell/Page.tsx'
import { SampleShell } from './sample.tsx'

export function Today() {
  return (
    <SampleShell path="/heute" frame="page" isDemo>
      <Page title="Guten Morgen" lead="Montag, 23. November. Drei Dinge warten auf Sie.">
        <Columns
          aside={
            <>
              <Section title="Einwilligungen in Ihren Klassen">
                <Card>
                  <Bars
                    caption="Einwilligungen je Klasse"
                    series={[
                      { key: 'granted', label: 'erteilt', tone: 'good' },
                      { key: 'partial', label: 'ein Elternteil fehlt', tone: 'need' },
                      { key: 'missing', label: 'fehlt', tone: 'open' },
                    ]}
                    rows={[
                      { key: '7b', label: '7b', values: [26, 1, 1], words: '26 von 28' },
                      { key: '8a', label: '8a', values: [24, 3, 0], words: '24 von 27' },
                      { key: 'Q1', label: 'Q1', values: [58, 2, 2], words: '58 von 62' },
                    ]}
                  />
                </Card>
              </Section>
              <Section title="Das geht gerade nicht">
                <Card
                  kind="refusal"
                  icon="videoOff"
                  title="Videokonferenz 7b um 9:50"
                  note={
                    <>
                      Dienstanweisung Nr. 3 ·{' '}
                      <Link kind="quiet" href="/hilfe">
                        Was kann ich tun?
                      </Link>
                    </>
                  }
                >
                  Vier Personen können nicht teilnehmen, weil die Einwilligung zur Videokonferenz fehlt. Das Formular für die Eltern liegt bereit.
                </Card>
              </Section>
            </>
          }
        >
          <Section title="Wartet auf Sie">
            <Stack>
              <Card
                kind="need"
                icon="checklist"
                title="Belehrung zur E-Mail in der 7b"
                action={
                  <Button kind="primary" href="/heute">
                    Nachtragen
                  </Button>
                }
              >
                26 von 28 bestätigt. Zwei waren am 12. November nicht da.
              </Card>
              <Card
                kind="need"
                icon="flag"
                title="Eine Meldung aus dem Raum 7b"
                action={
                  <Button kind="primary" href="/heute">
                    Ansehen
                  </Button>
                }
              >
                Bitte bis Donnerstag prüfen. Wer gemeldet hat, bleibt vertraulich.
              </Card>
              <Card kind="need" icon="consent" title="Dienstanweisung, Fassung 3" action={<Button href="/heute">Lesen</Button>}>
                Neu: Nr. 8 (App). Zwei Minuten zu lesen.
              </Card>
            </Stack>
          </Section>
          <Section title="Neu in Ihren Räumen">
            <Card isFlush>
              <List label="Neu in Ihren Räumen">
                <ListRow
                  lead={<Avatar text="7b" kind="class" />}
                  title="7b Mathematik"
                  note="Ist Aufgabe 4c freiwillig? Und bis wann sollen wir abgeben?"
                  meta="7:42"
                  href="/nachrichten"
                  isUnread
                />
                <ListRow
                  lead={<Avatar text="Ko" kind="staff" />}
                  title="Kollegium"
                  note="Der Beamer in C 204 geht wieder."
                  meta="7:15"
                  href="/nachrichten"
                  isUnread
                />
                <ListRow
                  lead={<Avatar text="Q1" kind="class" />}
                  title="Q1 Physik"
                  note="Versuchsprotokolle sind abgegeben, danke."
                  meta="Freitag"
                  href="/nachrichten"
                />
              </List>
            </Card>
          </Section>
        </Columns>
      </Page>
    </SampleShell>
  )
}
