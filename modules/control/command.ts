/** `bin/schulhof verify`: asks all probes of the house now and says one line for each clause. Beside a running server or without one. */
import { CLAUSES } from '#platform/module/clauses.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { askAll, note, probesOf } from './probing.ts'
import type { Asked } from './probing.ts'
import { texts } from './texts.de.ts'
import { faultOf, labelOf, lineOf } from './words.ts'

/** The answer of the process: 0 when every probe passed, 1 when one found something or could not be asked. What was found is noted, as in the morning. */
export async function runVerifyCommand(platform: Platform, say: (line: string) => void): Promise<0 | 1> {
  const at = platform.clock.now()
  const asked = await askAll(platform, { at, today: dateInBerlin(at) })
  const broken = asked.filter(({ passed }) => !passed)
  for (const line of linesOf(platform, asked)) say(line)
  say('')
  say(texts.commandSum({ n: asked.length, broken: broken.length }))
  // Said before it is written down: where nothing can be written any more, people have to know all the same.
  const isNoted = await write(platform, null, at, (w) => note(w, asked)).then(() => true, () => false)
  if (!isNoted) say(texts.commandNotNoted)
  return broken.length === 0 && isNoted ? 0 : 1
}

/** One line a clause, and below it one for each probe that failed. */
export function linesOf(platform: Pick<Platform, 'modules'>, asked: readonly Asked[]): string[] {
  const clauseOf = new Map(probesOf(platform).map(({ id, clause }) => [id, clause]))
  return CLAUSES.flatMap((clause) => {
    const here = asked.filter(({ probe }) => clauseOf.get(probe) === clause)
    const broken = here.filter(({ passed }) => !passed)
    const state = here.length === 0 ? `${texts.organisational}, ${texts.stateByPeople}` : broken.length > 0 ? texts.commandNotLocked : texts.commandCalm({ checks: here.length })
    return [
      `${labelOf(clause).padEnd(LABEL_WIDTH)} ${texts.clauses[clause].padEnd(CLAUSE_WIDTH)} ${state}`,
      ...broken.map(({ probe, fault }) => `${' '.repeat(LABEL_WIDTH + 1)}${texts.probeBroken({ line: lineOf(probe, { n: 0, of: null }), fault: faultOf(fault ?? '') })} [${probe}]`),
    ]
  })
}

const LABEL_WIDTH = Math.max(...CLAUSES.map((clause) => labelOf(clause).length))
const CLAUSE_WIDTH = Math.max(...CLAUSES.map((clause) => texts.clauses[clause].length))
