/** node bin/run.mjs FILE [ARGUMENTS]: runs any TypeScript file of the project on the Node of the lockfile. */
import { boot } from './boot.mjs'

const [file, ...args] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('Aufruf: node bin/run.mjs DATEI [ARGUMENTE]\n')
  process.exit(1)
}
await boot(file, { args })
