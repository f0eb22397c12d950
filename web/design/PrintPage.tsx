import type { ReactNode, Ref } from 'react'
import { Button } from './Button.tsx'
import { texts } from './texts.de.ts'
import './PrintPage.css'

/** The sheets of one print-out with a bar above them that paper doesn't show. Use it in a route with `frame: 'print'`. */
export function PrintOut({ title, back, children, note, heading }: { title: string; back: string; children: ReactNode; note?: ReactNode; heading?: Ref<HTMLHeadingElement> }) {
  return (
    <div className="print-out">
      <div className="print-bar no-print">
        <Button href={back} icon="left">
          {texts.back}
        </Button>
        <h1 ref={heading} className="print-title" tabIndex={-1}>
          {title}
        </h1>
        <Button kind="primary" icon="print" onPress={() => window.print()}>
          {texts.print}
        </Button>
        {note !== undefined && <div className="print-note">{note}</div>}
      </div>
      {children}
    </div>
  )
}

/** One A4 sheet, black on white, as on paper. */
export function PrintPage({ children }: { children: ReactNode }) {
  return <div className="print-page">{children}</div>
}

/** Parts of a sheet to cut apart along dashed lines: access slips. `columns` beside each other, `rows` below each other, equal in size. */
export function CutGrid({ children, columns, rows }: { children: ReactNode; columns: 1 | 2 | 3; rows: 1 | 2 | 3 | 4 | 5 }) {
  return <div className={`cut-grid cut-columns-${columns} cut-rows-${rows}`}>{children}</div>
}

export function CutPart({ children }: { children: ReactNode }) {
  return <div className="cut-part">{children}</div>
}
