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
    let members = ''
    for (const key of Object.keys(value).sort()) members += `${members === '' ? '' : ','}${canonicalText(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`
    return `{${members}}`
  }
  throw new TypeError(`Not plain data: ${Object.prototype.toString.call(value)}`)
}

/** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair; both only appear as \u in the JSON text, which spares looking twice. */
function canonicalText(text: string): string {
  const json = JSON.stringify(text)
  if (json.includes('\\u') && (text.includes('\0') || !text.isWellFormed())) throw new TypeError('Not a text that the database can hold')
  return json
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
