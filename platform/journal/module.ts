import type { Module } from '#platform/module/module.ts'
import { recurring } from './jobs.ts'
import manifest from './manifest.ts'

export const module: Module = { manifest, contract: {}, actions: {}, recurring }
