/** Services on other machines that the running server is set to use, as the rooms say; the database of the house itself says it here. */
import type { Provider } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Places } from '#platform/privacy/register.ts'
import { isOwnMachine } from './rules.ts'

/** All of them. What answers on this machine itself is nobody else's. */
export function servicesOf(platform: Platform): Provider[] {
  return platform.modules.flatMap(({ control }) => control?.services?.(platform) ?? []).filter(({ host }) => !isOwnMachine(host))
}

/** The machine of the database as the pool was opened. */
export function databaseHost({ pool }: Pick<Platform, 'pool'>): string | null {
  const host = String(pool.options.host ?? '')
  return isOwnMachine(host) ? null : host
}

/** Where rows, contents and backups lie, for the register. */
export function placesOf(platform: Platform): Places {
  const at = (kind: string): string | null => servicesOf(platform).find((service) => service.kind === kind)?.host ?? null
  return { database: at('database'), blobs: at('blobs'), backup: at('backup') }
}
