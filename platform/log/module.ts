import type { Module } from '#platform/module/module.ts'
import manifest from './manifest.ts'
import { meters } from './own-meters.ts'

export const module: Module = { manifest, contract: {}, actions: {}, meters }
