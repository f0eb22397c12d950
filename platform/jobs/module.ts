import type { Module } from '#platform/module/module.ts'
import manifest from './manifest.ts'

export const module: Module = { manifest, contract: {}, actions: {} }
