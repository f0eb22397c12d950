/** What a row says, in words: figures by their ids, findings by their codes. */
import type { Kept, RowState } from './rules.ts'
import { texts } from './texts.de.ts'

/** The line of a figure or a probe; an unknown one says its id, so that it is missed in no list. */
export function lineOf(id: string, counted: { n: number; of: number | null }): string {
  const entry = (texts.lines as Readonly<Record<string, string | ((params: { n: number; of: number }) => string)>>)[id]
  if (entry === undefined) return id
  return typeof entry === 'string' ? entry : entry({ n: counted.n, of: counted.of ?? 0 })
}

/** What was found: a code, a port, or the name of an operation that is open. */
export function faultOf(fault: string): string {
  const known = texts.faults[fault]
  if (known !== undefined) return known
  const port = /^port_(\d+)$/.exec(fault)?.[1]
  if (port !== undefined) return texts.port({ port })
  return fault.startsWith('not_asked') ? texts.notAsked : texts.operation({ name: fault })
}

export function labelOf(clause: string): string {
  return texts.labels[clause] ?? clause
}

type Dated = { state: RowState; kept: readonly Kept[]; probes: readonly { ranAt: string | null }[] }

/** Only the words of A14: technisch gesperrt with its date, Erinnerung, organisatorisch. `moment`: an instant as the reader's side writes it. */
export function keptOf(row: Dated, moment: (instant: string) => string): string[] {
  return row.kept.map((kept) => {
    if (kept === 'reminder') return texts.reminder
    if (kept === 'organisational') return texts.organisational
    // The oldest of its probes dates the row.
    const times = row.probes.map((probe) => probe.ranAt)
    const oldest = times.includes(null) ? null : (times.toSorted((a, b) => (a! < b! ? -1 : 1))[0] ?? null)
    if (oldest === null) return texts.notProbed
    const date = moment(oldest)
    if (row.state === 'broken') return texts.notLocked({ date })
    return row.state === 'unsure' ? texts.longAgo({ date }) : texts.locked({ date })
  })
}
