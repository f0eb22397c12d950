/** npm run bench [-- NAME ...]: runs the benchmarks of bench/, one after the other. Figures are for reading; no test hangs on them. */
import { readdir } from 'node:fs/promises'

const folder = new URL('../bench/', import.meta.url)
const wanted = process.argv.slice(2)
const all = (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => name.replace('.ts', ''))
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}; there are: ${all.join(', ')}\n`)
  process.exit(1)
}
for (const name of wanted.length > 0 ? wanted : all) {
  const bench = (await import(new URL(`${name}.ts`, folder).href)) as { run?: () => Promise<void> }
  if (bench.run === undefined) continue
  process.stdout.write(`\n# ${name}\n`)
  await bench.run()
}
process.exit(0)
