/** What a row says, in words: figures by their ids, findings by their codes. */
import { texts } from '../texts.de.ts'

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
