/** npm start: a real school. */
import { boot } from './boot.mjs'

await boot('server/main.ts', { web: true })
