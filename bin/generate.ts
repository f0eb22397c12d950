/** Regenerates platform/database/tables.ts: migrates an empty database on the test cluster and reads its schema. Run after each new migration. */
import { writeFile } from 'node:fs/promises'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { renderTables } from '#platform/database/generate.ts'
import { migrate } from '#platform/database/migrate.ts'
import { prepareRoles } from '#platform/database/roles.ts'
import { migrations } from '#modules/migrations.ts'
import { startTestCluster } from '#tests/cluster.ts'

const root = new URL('../', import.meta.url)
const cluster = await startTestCluster()
try {
  const suffix = `_generate_${process.pid}`
  const urls = await prepareRoles(cluster.url, { database: `schulhof${suffix}`, ownerPassword: 'generate', appPassword: 'generate', suffix })
  await migrate(urls.ownerUrl, { root, files: migrations, appRole: `schulhof_app${suffix}`, appendOnly: [], at: new Date(0) })
  const client = new pg.Client(connectionOf(urls.ownerUrl))
  await client.connect()
  await writeFile(new URL('platform/database/tables.ts', root), await renderTables(client))
  await client.end()
} finally {
  await cluster.stop()
}
