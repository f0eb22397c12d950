/** What the house itself is like: the address people reach it under, its database, its version. */
import { sql } from 'kysely'
import type { Measure } from '#platform/module/control.ts'
import { databaseHost } from './services.ts'

export const houseMeasures: readonly Measure[] = [
  { id: 'control.address', topic: 'storage', read: async ({ publicUrl }) => ({ origin: publicUrl.origin, isSecure: publicUrl.protocol === 'https:' }) },
  {
    id: 'control.database', topic: 'storage',
    async read(platform) {
      const { rows } = await sql<{ isEncrypted: boolean; isPlain: boolean }>`
        SELECT COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS "isEncrypted",
               (SELECT NOT (rolsuper OR rolcreaterole OR rolcreatedb) FROM pg_roles WHERE rolname = current_user) AS "isPlain"`.execute(platform.database)
      return { ...rows[0]!, host: databaseHost(platform) }
    },
  },
  { id: 'control.version', topic: 'storage', read: async ({ version }) => ({ version }) },
]
