/** Nobody enters or compares the consent of the own child (B12); the parent declares it, like all parents. */
import type { Actor } from '#platform/access/actor.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import { refuse } from '#platform/module/module.ts'

/** Refuses with 403 `own_family` when one of these pupils is the actor's child, by an account as parent that is linked to theirs. */
export function checkNotOwn(actor: Pick<Actor, 'asParent'>, pupilIds: readonly string[]): void {
  if (pupilIds.some((pupilId) => isOwnFamily(actor, pupilId))) refuse(403, 'own_family', { clause: '2' })
}
