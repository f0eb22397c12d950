/** npm run demo: the example school. Built once in a data folder of its own; the named people sign in the ordinary way. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { fileURLToPath } = await import('node:url')
const { readConfig } = await import('#server/config.ts')
const { serve } = await import('#server/serve.ts')
const { systemClock, travellingClock } = await import('#platform/time/clock.ts')
const { buildDemo, demoPeople } = await import('#example/demo.ts')

await serve(() => readConfig(process.env, process.argv.slice(2), 'demo'), {
  clock: (config) => (config.at === undefined ? systemClock() : travellingClock(config.at, { flows: true })),
  demo: true,
  webFolder: fileURLToPath(new URL('../dist/web', import.meta.url)),
  async prepare({ house }, _config, say) {
    // Only this process offers the people of the example school; a real school's server has no such route.
    house.app.get('/api/demo/people', async () => ({ people: await demoPeople(house.platform) }))
    if (house.platform.school.school === null) await buildDemo(house, say)
  },
  async opened({ platform }, say) {
    const people = await demoPeople(platform)
    say(`\nDie Beispielschule läuft: ${platform.publicUrl.href}\n`)
    for (const person of people) say(`  ${person.label.padEnd(34)} ${person.accountName.padEnd(20)} ${person.password}${person.code === null ? '' : `   Code ${person.code}`}`)
    say('\nEine echte Schule: npm start. Ende: Strg-C.')
  },
})
