/** npm start: a real school. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { fileURLToPath } = await import('node:url')
const { readConfig } = await import('./config.ts')
const { serve } = await import('./serve.ts')
const { systemClock } = await import('#platform/time/clock.ts')
const { installerCode } = await import('#modules/administration/founding.ts')

await serve(() => readConfig(process.env, process.argv.slice(2)), {
  clock: () => systemClock(),
  demo: false,
  webFolder: fileURLToPath(new URL('../dist/web', import.meta.url)),
  opened({ platform }, say) {
    say(`Schulhof läuft: ${platform.publicUrl.href}`)
    if (platform.school.school === null) {
      say('Noch keine Schule eingerichtet. Bitte die Adresse im Browser öffnen und diesen Einmal-Code eingeben:')
      say(`  ${installerCode(platform)}`)
    }
  },
})
