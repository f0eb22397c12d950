/** One text for one value: JSON with sorted keys and no spaces, so that equal values have equal hashes (as RFC 8785 orders them). */

/** The canonical JSON of plain data. TypeError for what JSON can not carry unchanged: undefined, functions, NaN, dates, torn surrogate pairs, NUL. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`Not a number that JSON knows: ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([key, member]) => `${canonicalText(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError(`Not plain data: ${Object.prototype.toString.call(value)}`)
}

/** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair. */
function canonicalText(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw new TypeError('Not a text that the database can hold')
  return JSON.stringify(text)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
