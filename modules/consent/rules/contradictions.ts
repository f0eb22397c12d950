/** What does not fit together between forms and record: tasks for the clerk, only while others decide for the pupil (A3). */
import { custodyHolders, hasCustody } from './custody.ts'
import { isRequired, type Scene } from './parental.ts'
import type { ConsentCase, Contradiction } from './records.ts'

export function contradictionsIn(scene: Scene, c: ConsentCase): Contradiction[] {
  const found: Contradiction[] = []
  const add = (kind: Contradiction['kind'], records: readonly { id: string }[]): void => void found.push({ kind, recordIds: records.map(({ id }) => id) })
  if (scene.holders.length === 0) add('no_holder', [])
  if (c.majorityDate === null) add('majority_unknown', [])
  const against = [...ticksAgainstRecord(scene), ...namesBesideRecord(scene, c)]
  if (against.length > 0) add('form_against_record', against)
  const disagreeing = disagreement(scene)
  if (disagreeing.length > 0) add('holders_disagree', disagreeing)
  const without = sayWithoutCustody(scene, c)
  if (without.length > 0) add('without_custody', without)
  return found
}

/** "I have sole custody" where others are on record, "the other one agrees" where nobody else is. */
function ticksAgainstRecord({ yes, holders }: Scene): readonly { id: string }[] {
  const ticked = yes.filter(({ by }) => by.as === 'holder' && holders.includes(by.guardianId))
  return ticked.filter(({ assurance }) => (holders.length === 1 ? assurance === 'other_agrees' : assurance === 'sole_custody'))
}

/** Somebody signed by name only although there was somebody on record who decides. */
function namesBesideRecord({ timeline, stayBegan }: Scene, { holders }: ConsentCase): readonly { id: string }[] {
  const records = [...timeline.yes, ...timeline.no]
  return records.filter(({ by, enteredOn }) => by.as === 'named_on_paper' && enteredOn > stayBegan && custodyHolders(holders, enteredOn).length > 0)
}

/** The declarations that stand and the noes they stand against. */
function disagreement(scene: Scene): readonly { id: string }[] {
  const yes = scene.yes.filter((one) => isRequired(one, scene))
  const no = scene.no.filter((one) => isRequired(one, scene) && !yes.some(({ who }) => who === one.who))
  return yes.length > 0 && no.length > 0 ? [...yes, ...no] : []
}

function sayWithoutCustody({ timeline, stayBegan }: Scene, { holders }: ConsentCase): readonly { id: string }[] {
  const declared = timeline.yes.filter(({ by, enteredOn }) => by.as === 'holder' && enteredOn > stayBegan && !hasCustody(holders, by.guardianId, enteredOn))
  const withdrawn = timeline.no.filter(({ by, means, enteredOn }) => by.as === 'holder' && enteredOn > stayBegan && means === 'without_effect')
  return [...declared, ...withdrawn]
}
