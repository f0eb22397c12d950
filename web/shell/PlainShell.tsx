/** The frame without a session: sign-in, first run, closed door. Mark and school above, one thing to do, help below. */
import type { ReactNode } from 'react'
import { Link } from '#web/design/Link.tsx'
import { Mark } from '#web/design/Mark.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'
import './PlainShell.css'

export function PlainShell({ school, notices, children }: { school?: string; notices?: ReactNode; children: ReactNode }) {
  const t = useTexts(texts)
  return (
    <div className="plain">
      {notices !== undefined && notices !== false && <aside aria-label={t.notices}>{notices}</aside>}
      <header className="plain-head">
        <Mark size="2.25rem" />
        <span className="plain-words">
          <span className="plain-product">{t.product}</span>
          {school !== undefined && <span className="plain-school">{school}</span>}
        </span>
      </header>
      <main id="content" className="plain-content" tabIndex={-1}>
        {children}
      </main>
      <footer className="plain-foot no-print">
        <Link kind="quiet" href="/hilfe">
          {t.help}
        </Link>
      </footer>
    </div>
  )
}
