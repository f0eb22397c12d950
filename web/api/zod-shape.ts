/**
 * What stands for zod in the browser. Contracts are shared with the server and written with zod; the browser needs their methods and paths only, the
 * schemas are the server's work. So in the web's build (vite.config.ts) every schema is this one chain that says nothing and weighs nothing, instead of
 * 27 kB that no page calls. Asking it anything is a mistake of ours and fails loudly.
 */
const asked = new Set<PropertyKey>([
  'parse',
  'safeParse',
  'parseAsync',
  'safeParseAsync',
  'spa',
  'encode',
  'decode',
  'safeEncode',
  'safeDecode',
  'options',
  'enum',
  'def',
  'keyof',
  'unwrap',
  '_zod',
  '~standard',
])

/** Any schema: whatever is added to it, it stays the same. */
const schema: unknown = new Proxy(() => undefined, {
  get(_, name) {
    // Contracts spread the fields of one schema into another; here there are none.
    if (name === 'shape') return {}
    if (asked.has(name)) throw new Error(`zod.${String(name)} is not there in the browser: the server checks input, see web/api/zod-shape.ts.`)
    return schema
  },
  apply: () => schema,
})

export const z: unknown = new Proxy({}, { get: () => schema })
