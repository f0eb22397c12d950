/** npm run test:long: the same tests with more walks, inputs and looks than fit into the minutes of `npm test` (docs/operate/tests.md). */
import { boot } from './boot.mjs'

Object.assign(process.env, { WALKS: '100000', WALKS_OF_ACTS: '300', FUZZ: '1000', ORDERS: '250', LOOKS: 'all', DAMAGES_OF_BACKUPS: '100', TEST_MS_MAX: '3600000', ...process.env })
await boot('bin/tests.ts', { web: true })
