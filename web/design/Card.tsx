import type { ReactNode } from 'react'
import { classes } from './given.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { texts } from './texts.de.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './Card.css'

export type CardKind = 'plain' | 'need' | 'refusal' | 'danger'

export type CardProps = {
  /** `need`: waits for the person (yellow edge). `refusal`: can't be done, and why (blue edge). `danger`: red, for danger only. */
  kind?: CardKind
  title?: ReactNode
  icon?: IconName
  /** Buttons, at the end of the row, below on phones. At most one of them primary. */
  action?: ReactNode
  /** Small print at the foot: clause, date, where it leads. */
  note?: ReactNode
  children?: ReactNode
  /** Heading level of the title; 3 by default, because cards stand in sections. */
  level?: 2 | 3 | 4
  /** Without inner edge, for lists and tables that fill the card. */
  isFlush?: boolean
}

const spoken: Partial<Record<CardKind, string>> = { need: texts.needsYou, refusal: texts.refused, danger: texts.danger }

/** A paper card with one hairline. What its coloured edge means is also said in words to screen readers. */
export function Card({ kind = 'plain', title, icon, action, note, children, level = 3, isFlush }: CardProps) {
  const Heading = `h${level}` as const
  if (isFlush) return <div className={`card card-flush card-${kind}`}>{children}</div>
  return (
    <article className={classes('card', `card-${kind}`, icon && 'card-with-icon')}>
      {icon && <Icon name={icon} />}
      <div className="card-body">
        {title !== undefined && (
          <Heading className="card-title">
            {spoken[kind] && <VisuallyHidden>{spoken[kind]} </VisuallyHidden>}
            {title}
          </Heading>
        )}
        {children !== undefined && <div className="card-text">{children}</div>}
        {note !== undefined && <div className="card-note">{note}</div>}
      </div>
      {action !== undefined && <div className="card-action">{action}</div>}
    </article>
  )
}
