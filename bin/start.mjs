/** npm start: a real school. */
import { boot } from './boot.mjs'
import { serverFlags } from './server-flags.mjs'

await boot('server/main.ts', { web: true, flags: serverFlags })
