import { Bars } from '../design/Bars.tsx'
import { Card } from '../design/Card.tsx'
import { Section } from '../design/layout.tsx'
import { ProgressBar } from '../design/ProgressBar.tsx'
import { QrCode } from '../design/QrCode.tsx'
import { PictureGrid } from '../design/PictureGrid.tsx'
import { Steps } from '../design/Steps.tsx'
import type { Step } from '../design/Steps.tsx'

const steps: readonly Step[] = [
  { key: 'a', title: 'Schule', note: 'Gymnasium am Beispielweg', state: 'done' },
  { key: 'b', title: 'Import', note: '833 Schülerinnen und Schüler', state: 'done' },
  { key: 'c', title: 'Einwilligungen', note: '612 von 833', state: 'current' },
  { key: 'd', title: 'Zettel drucken', state: 'open' },
  { key: 'e', title: 'Freigabe', note: 'durch die Schulleitung', state: 'blocked' },
]

export function Pictures() {
  return (
    <Section title="Gezeichnetes">
      <div className="gallery-grid">
        <Card title="Einwilligungen">
          <Bars
            caption="Einwilligungen je Klasse"
            series={[
              { key: 'g', label: 'erteilt', tone: 'good' },
              { key: 'e', label: 'endet bald', tone: 'ending' },
              { key: 'p', label: 'ein Elternteil fehlt', tone: 'need' },
              { key: 'm', label: 'fehlt', tone: 'open' },
            ]}
            rows={[
              { key: '7b', label: '7b', values: [23, 3, 1, 1], words: '26 von 28', href: '/x' },
              { key: '8a', label: '8a', values: [24, 0, 3, 0], words: '24 von 27', href: '/x' },
              { key: 'Q1', label: 'Q1', values: [0, 0, 2, 60], words: '0 von 62', href: '/x' },
            ]}
          />
        </Card>
        <Card title="Speicher">
          <Bars
            caption="Speicher"
            series={[
              { key: 'u', label: 'belegt', tone: 'blue' },
              { key: 'f', label: 'frei', tone: 'open' },
            ]}
            rows={[{ key: 's', label: 'Dateien', values: [3_400_000_000, 6_600_000_000], words: '3,4 von 10 GB' }]}
          />
        </Card>
        <Card title="Fortschritt">
          <ProgressBar label="Elternbrief.pdf" done={3_400_000} total={8_000_000} note="3,4 von 8 MB" />
          <ProgressBar label="Datei wird gelesen" />
          <ProgressBar label="Fertig" done={10} total={10} />
        </Card>
        <Card title="Zettel">
          <QrCode text="https://schule.example/zettel/KX4M-7Q2P" label="QR-Code für den Zettel" />
        </Card>
        <Card title="Drei Bilder">
          <PictureGrid label="Bilder" chosen={[3]} chosen_max={3} onPress={() => undefined} />
        </Card>
        <Card title="Weg">
          <Steps label="Erste Schritte" steps={steps} />
        </Card>
      </div>
      <Card>
        <Steps label="Erste Schritte, breit" steps={steps} isWide />
      </Card>
    </Section>
  )
}
