/** The list of measures: each line is an option, the result of a probe, something counted in the running server, or a sentence of the school itself (X6). */
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { MEASURE_TOPICS } from '#platform/module/control.ts'
import type { MeasureTopic } from '#platform/module/control.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { keepText } from '#platform/privacy/document.ts'
import { settings, valueWord } from '#platform/school/settings.de.ts'
import { dateInBerlin, formatGermanDate, timeInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { measures_max } from '../limits.ts'
import { probeStates, readsPart } from '../rows.ts'
import { FOR_COUNCIL, isStale } from '../rules.ts'
import { texts } from '../texts.de.ts'
import { faultOf, lineOf } from '../words.ts'
import { inform, nameBook } from './register.ts'
import { OPTIONS_OF_TOPIC, TOPICS_OF_COUNCIL, TOPIC_OF_CLAUSE } from './rules.ts'
import { ownMeasures } from './store.ts'
import { factWords } from './texts.de.ts'

export type MeasureLine = { text: string; source: 'set' | 'probed' | 'counted' | 'declared'; isBroken: boolean }
type Topic = { topic: MeasureTopic; lines: MeasureLine[] }

export const measureActions: Pick<Actions<typeof contract>, 'readMeasures' | 'addMeasure' | 'endMeasure'> = {
  async readMeasures(context) {
    const { platform, database, today } = context
    const isPart = readsPart(context)
    const own = (await ownMeasures(database)).filter(({ topic }) => !isPart || TOPICS_OF_COUNCIL.includes(topic))
    const names = await nameBook(context, own.map(({ enteredBy }) => enteredBy))
    return {
      today, schoolName: platform.school.school?.name ?? '', isPart, topics: await measureTopics(context, isPart),
      own: own.map((one) => ({ ...one, enteredBy: names(one.enteredBy) })),
    }
  },

  async addMeasure(context, { topic, text }) {
    await context.write(async (w) => {
      if ((await ownMeasures(w.trx)).filter(({ endedOn }) => endedOn === null).length >= measures_max) refuse(409, 'registers_full')
      const id = newId(w.at)
      await inform(w, context, id)
      await w.trx.insertInto('own_measure').values({ id, topic, measure: text, entered_by: w.actorId!, entered_at: w.at }).execute()
      writeJournal(w, { event: 'control.register_entered', actorId: w.actorId, fields: { register: 'measure', module: topic } })
    })
    return {}
  },

  async endMeasure(context, { measureId }) {
    await context.write(async (w) => {
      const one = (await ownMeasures(w.trx)).find(({ id }) => id === measureId) ?? refuse(404, 'not_found')
      const added = await w.trx.insertInto('own_measure_end').values({ measure_id: one.id, ended_by: w.actorId!, ended_at: w.at }).onConflict((conflict) => conflict.doNothing()).returning('measure_id').executeTakeFirst()
      if (added === undefined) refuse(409, 'measure_ended')
      await inform(w, context, newId(w.at))
      writeJournal(w, { event: 'control.register_ended', actorId: w.actorId, fields: { register: 'measure', module: one.topic } })
    })
    return {}
  },
}

/** All topics with their lines, as things are now. */
export async function measureTopics(context: Context, isPart: boolean): Promise<Topic[]> {
  const counted = await countedLines(context)
  const probes = await probedLines(context, isPart)
  const declared = declaredLines(context)
  return MEASURE_TOPICS.filter((topic) => !isPart || TOPICS_OF_COUNCIL.includes(topic)).map((topic) => ({
    topic,
    lines: [...setLines(context, topic, isPart), ...(topic === 'logs' ? declared : []), ...(counted.get(topic) ?? []), ...(probes.get(topic) ?? [])],
  }))
}

function setLines({ platform }: Context, topic: MeasureTopic, isPart: boolean): MeasureLine[] {
  return OPTIONS_OF_TOPIC[topic].flatMap((option) => settings.find((one) => one.option === option) ?? []).filter(({ clause }) => !isPart || FOR_COUNCIL.has(clause))
    .map((setting) => ({ text: `${setting.label}: ${valueWord(setting, platform.school.option(setting.option))}`, source: 'set', isBroken: false }))
}

/** How long each technical log is kept, as its manifest and the options say. */
function declaredLines({ platform }: Context): MeasureLine[] {
  return [...platform.manifests.values()].flatMap(({ technicalLogs, data }) => (technicalLogs ?? []).map(({ table, name }) => {
    const { keep } = data.find((one) => one.table === table)!
    return { text: `${name}: ${keepText(keep, { option: (key) => platform.school.option(key) })}`, source: 'declared', isBroken: false }
  }))
}

async function countedLines({ platform, at, today }: Context): Promise<Map<MeasureTopic, MeasureLine[]>> {
  const lines = new Map<MeasureTopic, MeasureLine[]>()
  for (const { id, topic, read } of platform.modules.flatMap(({ control }) => control?.measures ?? [])) {
    const text = factWords[id]?.(await read(platform, { at, today })) ?? id
    lines.set(topic, [...(lines.get(topic) ?? []), { text, source: 'counted', isBroken: false }])
  }
  return lines
}

async function probedLines(context: Context, isPart: boolean): Promise<Map<MeasureTopic, MeasureLine[]>> {
  const lines = new Map<MeasureTopic, MeasureLine[]>()
  for (const probe of await probeStates(context)) {
    if (isPart && !FOR_COUNCIL.has(probe.clause)) continue
    const date = probe.ranAt === null ? '' : `${formatGermanDate(dateInBerlin(probe.ranAt))}, ${timeInBerlin(probe.ranAt).replace(/^0/, '')}`
    const isBroken = probe.ranAt !== null && !probe.passed
    const found = probe.ranAt === null ? texts.notProbed : isBroken ? `${texts.notLocked({ date })}; ${texts.found({ fault: faultOf(probe.fault ?? '') })}` : isStale(probe, context.at) ? texts.longAgo({ date }) : texts.locked({ date })
    const topic = TOPIC_OF_CLAUSE[probe.clause]
    lines.set(topic, [...(lines.get(topic) ?? []), { text: `${lineOf(probe.id, { n: 0, of: null })}: ${found}`, source: 'probed', isBroken }])
  }
  return lines
}
