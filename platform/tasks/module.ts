import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'

export const module: Module = { manifest, contract, actions }
