import type { ReactNode } from 'react'
import { IconButton } from '#web/design/IconButton.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { usePageHeading } from './Page.tsx'
import { texts } from './texts.de.ts'
import './Panes.css'

export type PanesProps = {
  title: string
  /** Beside the list's heading: a button to begin something. */
  listAction?: ReactNode
  list: ReactNode
  /** What is read; null while nothing is chosen: then phones show the list alone. */
  pane: ReactNode | null
  /** In the reading place while nothing is chosen, on wide screens only. */
  placeholder: ReactNode
}

/** A list and a reading pane beside it, each scrolling by itself, for routes with `frame: 'panes'`. Phones show one of the two. */
export function Panes({ title, listAction, list, pane, placeholder }: PanesProps) {
  // What is read is the page's main heading; without it the list's own is.
  const heading = usePageHeading(pane === null ? title : null)
  return (
    <div className={pane === null ? 'panes' : 'panes panes-open'}>
      <div className="panes-list">
        <div className="panes-head">
          {pane === null ? (
            <h1 ref={heading} tabIndex={-1} className="panes-title">
              {title}
            </h1>
          ) : (
            <h2 className="panes-title">{title}</h2>
          )}
          {listAction}
        </div>
        <div className="panes-scroll">{list}</div>
      </div>
      <div className="panes-pane">{pane ?? <div className="panes-nothing">{placeholder}</div>}</div>
    </div>
  )
}

export type PaneHeadProps = {
  title: string
  note?: ReactNode
  /** An Avatar. */
  lead?: ReactNode
  /** IconButtons and menus at the end. */
  actions?: ReactNode
  /** Where the arrow on phones leads: the list. */
  back: string
}

/** The upper edge of a reading pane. */
export function PaneHead({ title, note, lead, actions, back }: PaneHeadProps) {
  const t = useTexts(texts)
  const heading = usePageHeading(title)
  return (
    <div className="pane-head">
      <div className="pane-back">
        <IconButton icon="left" label={t.back} href={back} />
      </div>
      {lead}
      <div className="pane-words">
        <h1 ref={heading} tabIndex={-1} className="pane-title">
          {title}
        </h1>
        {note !== undefined && <div className="pane-note">{note}</div>}
      </div>
      {actions !== undefined && <div className="pane-actions">{actions}</div>}
    </div>
  )
}
