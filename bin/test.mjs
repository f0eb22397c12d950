/** npm test [-- FILES]: everything, or only these files. */
import { boot } from './boot.mjs'

const files = process.argv.slice(2)
await boot('bin/tests.ts', { web: files.length === 0 || files.some((file) => file.includes('journeys')) })
