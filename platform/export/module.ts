import type { JobDeclaration } from '#platform/jobs/jobs.ts'
import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import { makeExport } from './making.ts'
import manifest from './manifest.ts'
import { subjects } from './subjects.ts'

const jobs: readonly JobDeclaration[] = [{ name: 'make', retry_max: 5, run: (platform, body: { id: string }, at) => makeExport(platform, body, at) }]

export const module: Module = { manifest, contract, actions, subjects, jobs }
