import { doorIcons } from '../design/icons.ts'
import type { IconName } from '../design/icons.ts'
import { insideIcons } from '../design/inside-icons.ts'
import { Icon } from '../design/Icon.tsx'
import { Prose, Remark, Row, Section } from '../design/layout.tsx'
import { Mark } from '../design/Mark.tsx'

const colours = [
  'paper',
  'surface',
  'sunken',
  'line',
  'line-strong',
  'edge',
  'ink',
  'ink-2',
  'ink-3',
  'board',
  'board-hover',
  'board-soft',
  'chalk',
  'chalk-rim',
  'chalk-soft',
  'red',
  'red-soft',
  'blue',
  'blue-soft',
  'clay',
  'clay-soft',
]

export function Ground() {
  return (
    <>
      <Section title="Zeichen und Farben">
        <Row>
          <Mark size="4rem" />
          <Mark />
          <Mark size="1.25rem" />
        </Row>
        <div className="gallery-swatches">
          {colours.map((name) => (
            <div key={name} className="gallery-swatch">
              <svg viewBox="0 0 100 40" preserveAspectRatio="none" height="40" aria-hidden="true">
                <rect width="100" height="40" fill={`var(--${name})`} />
              </svg>
              {name}
            </div>
          ))}
        </div>
      </Section>
      <Section title="Schrift">
        <Prose>
          <h2>Zwischenüberschrift: Was heute zu tun ist</h2>
          <p>Franz jagt im komplett verwahrlosten Taxi quer durch Bayern. Äpfel, Öl, Übermaß, Straße; 0O 1lI 8B.</p>
          <h3>Kleine Überschrift</h3>
          <ul>
            <li>erster Punkt</li>
            <li>zweiter Punkt</li>
          </ul>
        </Prose>
        <Remark>Bemerkung: sekundäre Schrift, mindestens 4,5 : 1.</Remark>
      </Section>
      <Section title="Bilder">
        <div className="gallery-icons">
          {(Object.keys({ ...doorIcons, ...insideIcons }) as IconName[]).map((name) => (
            <span key={name}>
              <Icon name={name} />
              {name}
            </span>
          ))}
        </div>
      </Section>
    </>
  )
}
