/** Order on the page, so that pages rarely need CSS of their own. */
import { useId } from 'react'
import type { ReactNode } from 'react'
import { classes } from './given.ts'
import './layout.css'

/** One below the other: 8, 16 (default) or 32 px apart. */
export function Stack({ children, gap }: { children: ReactNode; gap?: 'small' | 'large' }) {
  return <div className={classes('stack', gap && `stack-${gap}`)}>{children}</div>
}

/** Side by side, wrapping when narrow: the buttons below a form. */
export function Row({ children, place }: { children: ReactNode; place?: 'end' | 'between' }) {
  return <div className={classes('row', place && `row-${place}`)}>{children}</div>
}

/** A part of a page under its own heading; `action` stands at the heading's end. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}

/** The main column and one beside it; below each other when narrow. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="columns">
      <div className="stack stack-large">{children}</div>
      <div className="stack stack-large">{aside}</div>
    </div>
  )
}

/** Text to read: headings, paragraphs and lists in a comfortable width. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>
}

/** Secondary words below or beside the main ones. */
export function Remark({ children }: { children: ReactNode }) {
  return <p className="remark">{children}</p>
}
