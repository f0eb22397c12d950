/** Parts of what is downloaded (RFC 9110 section 14). Pure. */

export type Span = { from: number; to: number }

/**
 * The part that a Range header asks for, of something of this size: null for all of it (no such header, one that is not understood, several parts), 'none' when
 * there is nothing where it asks.
 */
export function spanOf(header: string | undefined, size_bytes: number): Span | null | 'none' {
  const asked = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? '')
  if (asked === null) return null
  const [first, last] = [asked[1]!, asked[2]!]
  if (first === '' && last === '') return null
  if (first === '') return last === '0' || size_bytes === 0 ? 'none' : { from: Math.max(0, size_bytes - Number(last)), to: size_bytes }
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= size_bytes) return 'none'
  return { from: Number(first), to: last === '' ? size_bytes : Math.min(Number(last) + 1, size_bytes) }
}

/** Does an If-None-Match header name this tag, or anything? Weak tags count too. */
export function namesTag(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')))
}
