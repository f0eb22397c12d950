/** npm test [-- FILES]: everything, or only these files and folders. */
import { boot } from './boot.mjs'

const files = process.argv.slice(2)
const needsPages = files.length === 0 || files.some((file) => !file.endsWith('.test.ts') || file.includes('journeys'))
await boot('bin/tests.ts', { web: needsPages })
