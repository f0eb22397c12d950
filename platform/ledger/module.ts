import type { Module } from '#platform/module/module.ts'
import manifest from './manifest.ts'

/** That the ledger was lost takes nothing away that could be taken again. */
export const module: Module = { manifest, contract: {}, actions: {}, replays: { ledger_lost: async () => {} } }
