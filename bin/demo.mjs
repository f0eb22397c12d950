/** npm run demo: the example school. */
import { boot } from './boot.mjs'

await boot('bin/demo.ts', { web: true })
