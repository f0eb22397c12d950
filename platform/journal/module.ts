import { sql } from 'kysely'
import type { Control } from '#platform/module/control.ts'
import type { Module } from '#platform/module/module.ts'
import { recurring } from './jobs.ts'
import manifest from './manifest.ts'

const control: Control = {
  measures: [{
    id: 'journal.kept', topic: 'logs',
    async read({ database }) {
      const { rows } = await sql<{ entries: number; heads: number }>`SELECT (SELECT count(*) FROM journal_entry)::int AS entries, (SELECT count(*) FROM journal_head)::int AS heads`.execute(database)
      return rows[0]!
    },
  }],
}

export const module: Module = { manifest, contract: {}, actions: {}, recurring, control }
