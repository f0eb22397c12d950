/** The text help (X8): a draft of what the authority, or the people concerned, are told, put together from the newest records of a case. Pure. */
import { chooseTexts } from '#platform/module/texts.ts'
import { dateInBerlin, formatGermanDate, timeInBerlin } from '#platform/time/calendar.ts'
import { deadlineOf } from './rules.ts'
import type { DataCategory, Question, Risk } from './rules.ts'
import type { Case } from './store/cases.ts'
import type { Records } from './store/records.ts'
import { CATEGORY_WORDS, RISK_WORDS } from './texts.de.ts'
import { texts } from './texts/draft.de.ts'

export type Part = { heading: string | null; text: string }
export type Draft = { school: string; title: string; note: string; parts: Part[]; signature: string }

const t = chooseTexts(texts, 'sie')

export function draftOf(which: Question, one: Case, records: Records, { school, at }: { school: string; at: Date }): Draft {
  const parts = which === 'authority' ? authorityParts(one, records, school, at) : affectedParts(records, school)
  return {
    school, title: which === 'authority' ? t.authorityTitle : t.affectedTitle, parts, signature: t.signature,
    note: `${t.draft}. ${t.printed({ on: formatGermanDate(dateInBerlin(at)), time: timeInBerlin(at) })}`,
  }
}

function authorityParts(one: Case, records: Records, school: string, at: Date): Part[] {
  const informed = records.decisions.filter(({ question }) => question === 'affected').at(-1)
  const told = records.reports.filter(({ question }) => question === 'affected').at(-1)
  const delay = records.reports.filter(({ question, delay_reason }) => question === 'authority' && delay_reason !== null).at(-1)?.delay_reason
  const answer = informed === undefined ? t.missing : [informed.is_yes ? t.informedYes({ reason: informed.reason }) : t.informedNo({ reason: informed.reason }), told && t.informedOn({ on: instantWords(told.reported_at) })].filter(Boolean).join('\n')
  return [
    { heading: t.who, text: t.whoText({ school }) },
    { heading: t.contact, text: t.contactText },
    { heading: t.detected, text: t.detectedText({ detected: instantWords(one.detectedAt), deadline: instantWords(deadlineOf(one.detectedAt)) }) },
    { heading: t.happened, text: records.descriptions.at(-1)?.happened ?? one.what },
    { heading: t.categories, text: categoryWords(records) },
    { heading: t.who_many, text: manyWords(one, records) },
    { heading: t.risk, text: riskWords(records) },
    { heading: t.measures, text: measureWords(records) },
    { heading: t.informed, text: answer },
    ...(delay != null || at > deadlineOf(one.detectedAt) ? [{ heading: t.delay, text: delay ?? `${t.line}\n${t.line}` }] : []),
  ]
}

/** In plain words for those concerned; how many others there are is none of their business. */
function affectedParts(records: Records, school: string): Part[] {
  return [
    { heading: null, text: `${t.salutation}\n\n${t.intro({ school })}` },
    { heading: t.happened, text: records.descriptions.at(-1)?.happened ?? t.missing },
    { heading: t.yourData, text: categoryWords(records) },
    { heading: t.consequences, text: records.assessments.at(-1)?.reason ?? t.missing },
    { heading: t.done, text: measureWords(records) },
    { heading: t.youCan, text: t.youCanText },
    { heading: t.ask, text: t.contactText },
    { heading: null, text: t.regret },
  ]
}

function categoryWords({ descriptions }: Records): string {
  const categories = descriptions.at(-1)?.categories as DataCategory[] | undefined
  return categories === undefined ? t.missing : categories.map((one) => CATEGORY_WORDS[one]).join('; ')
}

function manyWords({ affectedCount }: Case, { descriptions }: Records): string {
  const persons = descriptions.at(-1)?.persons ?? null
  return [persons === null ? t.missing : t.persons({ n: persons }), ...(affectedCount > 0 ? [t.listed({ n: affectedCount })] : [])].join('\n')
}

function riskWords({ assessments }: Records): string {
  const newest = assessments.at(-1)
  return newest === undefined ? t.missing : `${RISK_WORDS[newest.risk as Risk]}. ${newest.reason}`
}

function measureWords({ measures }: Records): string {
  return measures.length === 0 ? t.missing : measures.map(({ taken_on, measure }) => t.measure({ on: formatGermanDate(taken_on), text: measure })).join('\n')
}

function instantWords(at: Date): string {
  return t.instant({ on: formatGermanDate(dateInBerlin(at)), time: timeInBerlin(at) })
}
