/** Releases of modules by the head (RP.1). */
import { z } from 'zod'
import { day } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { person } from './fields.ts'

export const releases = {
  listReleases: operation({
    summary: 'Lists the modules with their release',
    method: 'GET', path: '/releases', right: 'administration.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      modules: z.array(z.object({
        module: z.string(), name: z.string(), purpose: z.string(), version: z.number(),
        /** What is released: each category of data in a sentence; new ones since the release that is in force. */
        categories: z.array(z.object({ label: z.string(), readers: z.array(z.string()), isNew: z.boolean() })),
        /** Options that must be decided before this module can be released (R1.5). */
        missing: z.array(z.string()),
        release: z.object({
          releasedBy: person, releasedOn: day, version: z.number(), isCurrentVersion: z.boolean(), inRepresentation: z.boolean(),
          /** Released before the present head came, and not confirmed by this head. */
          waitsForConfirmation: z.boolean(),
        }).nullable(),
      })),
    }),
  }),

  releaseModule: operation({
    summary: 'Releases a module for use in its present version (RP.1)',
    method: 'POST', path: '/releases', right: 'administration.release', effects: 'write', doors: ['http'],
    input: z.object({ module: z.string().max(40) }),
    output: z.object({}),
  }),

  confirmReleases: operation({
    summary: 'A new head confirms the releases that were there before',
    method: 'POST', path: '/release-confirmations', right: 'administration.confirm_releases', effects: 'write', doors: ['http'],
    input: z.object({ modules: z.array(z.string().max(40)).min(1).max(60) }),
    output: z.object({ confirmed: z.int() }),
  }),

  endRelease: operation({
    summary: 'Closes a module: nobody can use it any more',
    method: 'POST', path: '/releases/:module/end', right: 'administration.release', effects: 'write', doors: ['http'],
    input: z.object({ module: z.string().max(40) }),
    output: z.object({}),
  }),
}
