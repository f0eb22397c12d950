import { useState } from 'react'
import type { ReactNode } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { heldTicket } from '#web/api/ticket.ts'
import { Button } from '#web/design/Button.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Mark } from '#web/design/Mark.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { dayOf, formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { DocumentFound } from './client.ts'
import { chaptersOf, DocumentBody } from './DocumentBody.tsx'
import { texts } from './texts.de.ts'
import './documents.css'
import './paper.css'

/** From so many chapters on a document gets a table of contents. */
const CHAPTERS_MIN = 6
/** From here on the contents stand beside the text (documents.css); below they are folded up, or they would fill a phone. */
const WIDE = '(min-width: 68rem)'

/** A whole document: letterhead on paper, title and version, contents beside or above it, the text. `foot` is for the screen only. */
export function DocumentView({ found, lead, foot }: { found: DocumentFound; lead?: ReactNode; foot?: ReactNode }) {
  const t = useTexts(texts)
  const { known } = useSession()
  const heading = usePageHeading(found.title)
  const chapters = chaptersOf(found.body)
  const [isWide] = useState(() => matchMedia(WIDE).matches)
  return (
    <div className={chapters.length >= CHAPTERS_MIN ? 'document document-long' : 'document'}>
      <div className="document-letterhead" aria-hidden="true"><Mark size="1.75rem" /><span>{known?.school?.name}</span></div>
      <header className="document-head">
        {lead}
        <h1 ref={heading} tabIndex={-1}>{found.title}</h1>
        <p className="document-version">
          <span>{t.version({ major: found.major, minor: found.minor, date: formatDate(dayOf(found.publishedAt)) })}</span> <span>{t.fingerprint({ hash: found.hash })}</span>
        </p>
        <div className="document-actions no-print">
          <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
          <WayBack />
        </div>
        {!found.isCurrent && <Notice kind="explain" title={t.earlier} action={<Button href={`/dokumente/${found.document}`}>{t.current}</Button>}>{t.earlierText}</Notice>}
      </header>
      {chapters.length >= CHAPTERS_MIN && (
        <nav className="document-contents no-print" aria-label={t.contents}>
          <Disclosure title={t.contents} isOpen={isWide}>
            <ol>{chapters.map((chapter) => <li key={chapter.id}><a href={`#${chapter.id}`}>{chapter.title}</a></li>)}</ol>
          </Disclosure>
        </nav>
      )}
      <div className="document-text"><DocumentBody blocks={found.body} /></div>
      {foot !== undefined && <div className="document-foot no-print">{foot}</div>}
    </div>
  )
}

/** Without a session there is no menu to leave by: back to the closed door, or to the sign-in. */
function WayBack() {
  const t = useTexts(texts)
  const { known } = useSession()
  if (known?.signedIn !== false) return null
  return heldTicket() === null ? <Button icon="left" href="/anmelden">{t.toSignIn}</Button> : <Button icon="left" href="/noch-zu">{t.back}</Button>
}
