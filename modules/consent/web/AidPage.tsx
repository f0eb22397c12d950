import { useQuery } from '@tanstack/react-query'
import type { Block } from '#platform/documents/blocks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { Aid, Language, Purpose } from './client.ts'
import { texts } from './desk-texts.de.ts'
import './desk.css'

/** One reading aid beside the German form, which alone binds; Arabic runs from right to left. */
export function AidPage() {
  const t = useTexts(texts)
  const [purpose = '', language = ''] = usePathField('aid').split('-')
  const query = useQuery({ queryKey: ['consent', 'aid', purpose, language], queryFn: ({ signal }) => consent.readReadingAid({ purpose: purpose as Purpose, language: language as Language }, { signal }) })
  return (
    <Page
      title={t.aidsTitle} lead={query.data && <span lang={query.data.language} dir={query.data.direction}>{query.data.mark}</span>}
      actions={<><Button href="/lesehilfe" icon="left">{t.aids}</Button><Button icon="print" onPress={() => window.print()}>{t.printPage}</Button></>}
    >
      <Answer query={query}>{(found) => <Pair found={found} />}</Answer>
    </Page>
  )
}

function Pair({ found }: { found: Aid }) {
  const t = useTexts(texts)
  return (
    <Stack>
      <Notice kind="explain" title={t.aidsLead} />
      <div className="aid-pair">
        <Card level={2} title={<span lang={found.language} dir={found.direction}>{found.title}</span>}>
          <div className="aid-text" lang={found.language} dir={found.direction}><Blocks blocks={found.body} /></div>
        </Card>
        <Card level={2} title={found.german.title} note={t.aidVersion({ version: `${found.german.major}.${found.german.minor}` })}>
          <div className="aid-text"><Blocks blocks={found.german.body} /></div>
        </Card>
      </div>
    </Stack>
  )
}

/** Headings, text and lists: what texts of consents are made of. */
function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => {
    switch (block.kind) {
      case 'heading': return <h3 key={index}>{block.text}</h3>
      case 'text': return <p key={index}>{block.text}</p>
      case 'list': return <ul key={index}>{block.items.map((item, place) => <li key={place}>{item}</li>)}</ul>
      case 'facts': return <ul key={index}>{block.rows.map((row, place) => <li key={place}>{`${row.label}: ${row.text}`}</li>)}</ul>
      case 'table': return <ul key={index}>{block.rows.map((row, place) => <li key={place}>{row.join(', ')}</li>)}</ul>
    }
  })
}
