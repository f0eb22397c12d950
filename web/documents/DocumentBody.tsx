import type { ReactNode } from 'react'
import type { Block } from '#platform/documents/blocks.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

/** The blocks of a document as headings, text, lists, facts and tables. */
export function DocumentBody({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => <BlockShown key={index} block={block} id={anchorOf(index)} caption={captionBefore(blocks, index)} />)
}

/** Chapters (headings of level 2) with the anchors they stand under. */
export function chaptersOf(blocks: readonly Block[]): { id: string; title: string }[] {
  return blocks.flatMap((block, index) => (block.kind === 'heading' && block.level === 2 ? [{ id: anchorOf(index), title: block.text }] : []))
}

function BlockShown({ block, id, caption }: { block: Block; id: string; caption: string }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? <h2 id={id} tabIndex={-1}>{block.text}</h2> : <h3 id={id}>{block.text}</h3>
    case 'text':
      return <p>{block.text}</p>
    case 'list':
      return <ul>{block.items.map((item, index) => <li key={index}>{item}</li>)}</ul>
    case 'facts':
      return (
        <dl className="document-facts">
          {block.rows.map((row, index) => <div key={index}><dt>{row.label}</dt><dd>{row.text}</dd></div>)}
        </dl>
      )
    case 'table':
      return <TableShown head={block.head} rows={block.rows} caption={caption} />
  }
}

/** Stacked by CSS where it is narrow; roles are repeated in words because a browser forgets them then. */
function TableShown({ head, rows, caption }: { head: readonly string[]; rows: readonly (readonly string[])[]; caption: string }) {
  const t = useTexts(texts)
  return (
    <table className="document-table" role="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{head.map((label, index) => <th key={index} scope="col" role="columnheader">{label}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((cells, row) => (
          <tr key={row} role="row">
            {cells.map((cell, index) => index === 0
              ? <th key={index} scope="row" role="rowheader">{cell === '' ? t.row({ n: row + 1 }) : cell}</th>
              : <td key={index} role="cell" data-label={head[index] ?? ''}>{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function anchorOf(index: number): string {
  return `abschnitt-${index + 1}`
}

/** A table is named by the heading it stands under. */
function captionBefore(blocks: readonly Block[], index: number): string {
  const heading = blocks.slice(0, index).findLast((block) => block.kind === 'heading')
  return heading?.kind === 'heading' ? heading.text : ''
}
