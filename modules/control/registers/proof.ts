/** The paper for head and authority: everything that the page Kontrolle and the registers say at this moment. */
import { actorOf } from '#platform/module/module.ts'
import type { Context } from '#platform/module/module.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { registerWords } from '#platform/privacy/register.de.ts'
import { dateInBerlin, formatGermanDate, timeInBerlin } from '#platform/time/calendar.ts'
import { readRows, readsPart } from '../rows.ts'
import { texts as controlTexts } from '../texts.de.ts'
import { faultOf, keptOf, labelOf, lineOf } from '../words.ts'
import { measureTopics } from './measures.ts'
import type { MeasureLine } from './measures.ts'
import type { Part, ProofPaper } from './proof-paper.ts'
import { holdersOf, nameBook, processingsOf } from './register.ts'
import { missingServices, processorState, TOPICS_OF_COUNCIL } from './rules.ts'
import { servicesOf } from './services.ts'
import { ownMeasures, processors, readEntries } from './store.ts'
import { serviceWords, texts, topics } from './texts.de.ts'

const t = chooseTexts(texts, 'sie')
const SOURCES: Readonly<Record<MeasureLine['source'], string>> = { set: t.sourceSet, probed: t.sourceProbed, counted: t.sourceCounted, declared: t.sourceDeclared }
const LAYOUT = new URL('./proof-paper.ts', import.meta.url)

/** The paper. Same content, same instant, same reader: same bytes. */
export async function printProof(context: Context): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  const { platform, at, today } = context
  const isPart = readsPart(context)
  const school = platform.school.school?.name ?? ''
  const me = actorOf(context).personId
  const names = await nameBook(context, [me])
  const list = (people: readonly string[]): string => (people.length === 0 ? t.notNamed : people.join(', '))
  const paper: ProofPaper = {
    school, title: isPart ? `${t.paperTitle}: ${t.paperPart}` : t.paperTitle, day: formatGermanDate(today),
    lead: t.paperLead({ day: formatGermanDate(today), time: timeInBerlin(at), by: names(me) ?? '' }),
    facts: [
      { label: t.school, text: school }, { label: t.head, text: list(await holdersOf(context, 'head')) }, { label: t.officer, text: list(await holdersOf(context, 'officer')) },
      { label: t.address, text: platform.publicUrl.origin }, { label: t.version, text: platform.version },
    ],
    parts: [await controlPart(context, isPart), await registerPart(context, isPart), await measuresPart(context, isPart), ...(isPart ? [] : [await processorsPart(context)])],
  }
  return { fileName: `nachweis-${today}.pdf`, bytes: await writePaper(LAYOUT, { title: paper.title, at }, paper) }
}

async function controlPart(context: Context, isPart: boolean): Promise<Part> {
  const moment = (instant: string): string => `${formatGermanDate(dateInBerlin(new Date(instant)))}, ${timeInBerlin(new Date(instant))}`
  const entries = (await readRows(context, isPart)).map((row) => ({
    title: `${labelOf(row.clause)}  ${controlTexts.clauses[row.clause]}`,
    facts: [],
    lines: [
      keptOf(row, moment).join(' · '),
      ...row.probes.filter((probe) => probe.ranAt !== null && !probe.passed).map((probe) => controlTexts.probeBroken({ line: lineOf(probe.id, { n: 0, of: null }), fault: faultOf(probe.fault ?? '') })),
      ...row.figures.filter(({ needs, of }) => needs === null && of !== null).map((figure) => lineOf(figure.id, figure)),
      ...row.figures.flatMap((figure) => (figure.needs === null ? [] : [t.waits({ line: lineOf(figure.id, figure), who: controlTexts.who[figure.needs] })])),
    ],
  }))
  return { title: t.paperControl, entries, remark: controlTexts.foot }
}

async function registerPart(context: Context, isPart: boolean): Promise<Part> {
  const entries = processingsOf(context, await readEntries(context.database), isPart).map(({ name, facts, categories }) => ({
    title: name, facts, lines: [],
    table: { head: [...registerWords.head], rows: categories.map((one) => [one.label, one.source, one.readers, one.recipients, one.keep]) },
  }))
  return { title: registerWords.title, entries, remark: isPart ? t.registerPart : null }
}

async function measuresPart(context: Context, isPart: boolean): Promise<Part> {
  const own = (await ownMeasures(context.database)).filter(({ topic, endedOn }) => endedOn === null && (!isPart || TOPICS_OF_COUNCIL.includes(topic)))
  const names = await nameBook(context, own.map(({ enteredBy }) => enteredBy))
  const found = (await measureTopics(context, isPart)).filter(({ lines }) => lines.length > 0)
  return {
    title: t.measuresTitle, remark: null,
    entries: [
      ...found.map(({ topic, lines }) => ({ title: topics[topic], facts: [], lines: lines.map(({ text, source }) => `${text} (${SOURCES[source]})`) })),
      {
        title: t.paperOwn, facts: [],
        lines: own.length === 0 ? [t.ownNone] : own.map((one) => `${one.text} (${t.ownNote({ topic: topics[one.topic], on: formatGermanDate(one.enteredOn), by: names(one.enteredBy) ?? t.somebody })})`),
      },
    ],
  }
}

async function processorsPart(context: Context): Promise<Part> {
  const { platform, database, today } = context
  const rows = await processors(database)
  const names = await nameBook(context, rows.map(({ enteredBy }) => enteredBy))
  const missing = missingServices(servicesOf(platform), rows, today)
  const state = { coming: t.startsOn, in_force: () => t.inForce, over: () => t.over } as const
  const entries = [
    ...missing.map(({ kind, host }) => ({ title: `${t.missingTitle}: ${t.missingService({ service: serviceWords[kind] ?? kind, host })}`, facts: [], lines: [t.missingText] })),
    ...rows.map((row) => {
      const last = [row.untilOn, row.endedOn].filter((day) => day !== null).sort()[0]
      return {
        title: `${row.name} (${state[processorState(row, today)]({ date: formatGermanDate(row.contractOn ?? row.enteredOn) })})`,
        facts: [{ label: t.service, text: row.service }, { label: t.categories, text: row.categories }],
        lines: [
          [row.isOwn ? t.isOwn : t.contractOf({ on: formatGermanDate(row.contractOn!), reference: row.reference }), last === undefined ? t.noEnd : t.untilOn({ date: formatGermanDate(last) })].join('; '),
          ...row.covers.map((key) => coveredWord(key)),
          t.enteredBy({ on: formatGermanDate(row.enteredOn), by: names(row.enteredBy) ?? t.somebody }),
        ],
      }
    }),
  ]
  return { title: t.processors, entries, remark: entries.length === 0 ? t.paperNone : null }
}

/** `backup:s3.example.org` in words. */
function coveredWord(key: string): string {
  const [kind = '', ...host] = key.split(':')
  return t.coveredService({ service: serviceWords[kind] ?? kind, host: host.join(':') })
}
