/** npm run test:powercut: the disk loses its power while content comes in (tests/powercut/powercut.ts). */
import { boot } from './boot.mjs'

await boot('tests/powercut/powercut.ts', {})
