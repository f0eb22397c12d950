import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { classes } from './given.ts'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './Table.css'

export type Column<R> = {
  key: string
  label: string
  cell: (row: R) => ReactNode
  /** Makes the column sortable: words the German way, numbers by size. */
  sortBy?: (row: R) => string | number
  /** Numbers stand at the end. */
  align?: 'end'
  /** The cell that names the row; exactly one column has it. */
  isRowName?: true
}

export type TableProps<R> = {
  /** Names the table; shown above it when `showsCaption`, else for screen readers only. */
  caption: string
  showsCaption?: boolean
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** Instead of rows when there are none. */
  empty?: ReactNode
  sortedBy?: { key: string; isDown?: boolean }
}

const collator = new Intl.Collator('de', { numeric: true })

/** A table that is sorted by its headings; on phones each row becomes a small card with the headings beside the values. */
export function Table<R>({ caption, showsCaption, columns, rows, rowKey, empty, sortedBy }: TableProps<R>) {
  const [order, setOrder] = useState<{ key: string; isDown: boolean } | null>(sortedBy ? { key: sortedBy.key, isDown: sortedBy.isDown ?? false } : null)
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order])
  const turn = (key: string) => setOrder((before) => ({ key, isDown: before?.key === key && !before.isDown }))
  return (
    <div className="table-frame">
      {/* Roles are repeated in words: a browser forgets them when rows are stacked by CSS. */}
      <table className="table" role="table">
        <caption className={showsCaption ? 'table-caption' : 'visually-hidden'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <ColumnHead
                key={column.key}
                label={column.label}
                isEnd={column.align === 'end'}
                isDown={order?.key === column.key ? order.isDown : null}
                {...(column.sortBy ? { onTurn: () => turn(column.key) } : {})}
              />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {sorted.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) =>
                column.isRowName ? (
                  <th key={column.key} scope="row" role="rowheader" className="table-cell">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} role="cell" data-label={column.label} className={classes('table-cell', column.align === 'end' && 'table-end')}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty !== undefined && <div className="table-empty">{empty}</div>}
    </div>
  )
}

function ColumnHead({ label, isEnd, isDown, onTurn }: { label: string; isEnd: boolean; isDown: boolean | null; onTurn?: () => void }) {
  const sort = isDown === null ? 'none' : isDown ? 'descending' : 'ascending'
  return (
    <th scope="col" role="columnheader" className={classes('table-head', isEnd && 'table-end')} {...(onTurn ? { 'aria-sort': sort } : {})}>
      {onTurn ? (
        <AriaButton className="table-sort" onPress={onTurn}>
          {label}
          <Icon name={isDown === null ? 'sort' : isDown ? 'down' : 'up'} size={15} />
          {isDown !== null && <VisuallyHidden>, {isDown ? texts.sortedDown : texts.sortedUp}</VisuallyHidden>}
        </AriaButton>
      ) : (
        label
      )}
    </th>
  )
}

function sortRows<R>(rows: readonly R[], columns: readonly Column<R>[], order: { key: string; isDown: boolean } | null): readonly R[] {
  const sortBy = columns.find((column) => column.key === order?.key)?.sortBy
  if (!sortBy || !order) return rows
  const direction = order.isDown ? -1 : 1
  return [...rows].sort((a, b) => direction * compare(sortBy(a), sortBy(b)))
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}
