/**
 * What somebody reads of the open tasks: the own ones, those of the offices held now, and for the deputy also those of the head, in representation (A8).
 * Nothing is copied to the deputy; it follows from who asks. Pure.
 */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { isTheirs } from './rules.ts'
import type { OpenTask } from './tasks.ts'

export type Reading = {
  /** Whose tasks are asked for. */
  offices: string[]
  /** Whether the reader is shown this one of them. */
  shows(task: OpenTask): boolean
  /** Whether it waits for the head, and the reader would do it as deputy. */
  isForHead(task: Pick<OpenTask, 'office'>): boolean
}

/** What this person reads now, with the rights of these manifests. */
export function readingOf(actor: Actor, manifests: ReadonlyMap<string, Manifest>, at: Date): Reading {
  const held = officesOf(actor, at)
  const isDeputy = held.has('deputy') && !held.has('head')
  const isForHead = ({ office }: Pick<OpenTask, 'office'>) => isDeputy && office === 'head'
  return {
    offices: isDeputy ? [...held, 'head'] : [...held],
    isForHead,
    shows: (task) => isTheirs(actor, task, dateInBerlin(at)) && (!isForHead(task) || (mayDo(actor, task.kind, manifests, at) && !concerns(actor, task))),
  }
}

/** A8 "except where conflicted": who must not decide about somebody is not asked to in the place of the head. */
export function concerns(actor: Pick<Actor, 'personId' | 'asParent'>, { aboutPersonId }: Pick<OpenTask, 'aboutPersonId'>): boolean {
  return aboutPersonId !== null && (aboutPersonId === actor.personId || isOwnFamily(actor, aboutPersonId))
}

function mayDo(actor: Actor, kind: string, manifests: ReadonlyMap<string, Manifest>, at: Date): boolean {
  const manifest = manifests.get(kind.slice(0, kind.indexOf('.')))
  const right = manifest?.tasksOfHead?.[kind]
  return manifest !== undefined && right !== undefined && (right === null || mayOf(actor, manifest, null, at).includes(right))
}
