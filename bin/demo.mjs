/** npm run demo: the example school. */
import { boot } from './boot.mjs'
import { serverFlags } from './server-flags.mjs'

await boot('bin/demo.ts', { web: true, flags: serverFlags })
