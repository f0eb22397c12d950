/** R3.1: a consent is asked for only where its module is in use. Whoever wants to say yes or no before that can; nobody is asked. */
import { holds } from '#platform/access/actor.ts'
import type { Context } from '#platform/module/module.ts'
import type { Purpose } from './rules/records.ts'

/** Whether the school has released what the purpose is for; the platform itself always is. */
export function isInUse({ platform, at }: Pick<Context, 'platform' | 'at'>, purpose: Purpose): boolean {
  return purpose === 'platform' || holds(platform.school.access.facts.filter((fact) => fact.moduleId === purpose), 'module', purpose, at)
}
