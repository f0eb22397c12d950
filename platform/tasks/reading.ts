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

/**
 * Tasks of the head, each with the right behind the act that settles it, or null where there is nothing to decide, only something to know. The deputy sees
 * those whose right the deputy has; a kind that is not named here waits for the head alone.
 */
export const HEAD_TASKS: Readonly<Record<string, string | null>> = {
  'administration.appointment_ends': 'administration.appoint',
  'administration.appointment_yearly': 'administration.appoint',
  'administration.host_attention': 'administration.check_host',
  'administration.other_ends': 'administration.decide_other',
  'administration.other_requested': 'administration.decide_other',
  'administration.root_compromised': 'administration.record_root',
  'administration.root_rotate': 'administration.record_root',
  'consent.ban_at_work': 'consent.decide_ban_at_work',
  'control.broken': 'control.probe',
  'identity.recovery_used_by': null,
  'instruction.publish': 'instruction.publish',
  'school.represented': 'school.read_represented',
}

/** A8 "except where conflicted": who must not decide about somebody is not asked to in the place of the head. */
export function concerns(actor: Pick<Actor, 'personId' | 'asParent'>, { aboutPersonId }: Pick<OpenTask, 'aboutPersonId'>): boolean {
  return aboutPersonId !== null && (aboutPersonId === actor.personId || isOwnFamily(actor, aboutPersonId))
}

function mayDo(actor: Actor, kind: string, manifests: ReadonlyMap<string, Manifest>, at: Date): boolean {
  const right = HEAD_TASKS[kind]
  if (right === undefined) return false
  const manifest = right === null ? undefined : manifests.get(right.slice(0, right.indexOf('.')))
  return right === null || (manifest !== undefined && mayOf(actor, manifest, null, at).includes(right))
}
