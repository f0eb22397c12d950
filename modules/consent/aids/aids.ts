/**
 * Reading aids (A20, opt:consent.languages): explain the German form in another language, marked as aids. They explain the text they were written for, so a
 * school that publishes a text of its own has none until it is looked at again.
 */
import { refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { canonicalJson } from '#platform/journal/canonical.ts'
import type { contract } from '../contract.ts'
import { documents } from '../documents.de.ts'
import type { Language } from '../paper/contract.ts'
import type { Purpose } from '../rules/records.ts'
import { PURPOSES, documentOf } from '../store.ts'
import { aid as ar } from './ar.ts'
import { aid as en } from './en.ts'
import { aid as ru } from './ru.ts'
import { aid as tr } from './tr.ts'
import { aid as uk } from './uk.ts'
import type { Aid } from './aid.ts'

const AIDS: Readonly<Record<Language, Aid>> = { en, tr, uk, ru, ar }

/** The aids that the school offers for the text in force of this purpose. */
export async function aidsFor(context: Pick<Context, 'database' | 'platform'>, purpose: Purpose): Promise<{ language: Language; label: string; paperLabel: string }[]> {
  const german = await germanText(context, purpose)
  if (german === null || canonicalJson(german.body) !== canonicalJson(documents[purpose].body)) return []
  return context.platform.school.option('consent.languages').map((language) => ({ language, label: AIDS[language].label, paperLabel: AIDS[language].paperLabel ?? AIDS[language].label }))
}

export const aidActions: Pick<Actions<typeof contract>, 'listReadingAids' | 'readReadingAid'> = {
  async listReadingAids(context) {
    const offered = await Promise.all(PURPOSES.map(async (purpose) => (await aidsFor(context, purpose)).map(({ language, label }) => ({ purpose, language, label, title: AIDS[language][purpose].title }))))
    return { aids: offered.flat() }
  },

  async readReadingAid(context, { purpose, language }) {
    const offered = await aidsFor(context, purpose)
    const german = await germanText(context, purpose)
    if (german === null || !offered.some((one) => one.language === language)) refuse(404, 'not_found')
    const { mark, [purpose]: text } = AIDS[language]
    return { language, direction: language === 'ar' ? 'rtl' : 'ltr', mark, title: text.title, body: text.body, german, others: offered.filter((one) => one.language !== language) }
  },
}

type German = { title: string; major: number; minor: number; body: (typeof documents)['platform']['body'] }

async function germanText({ database }: Pick<Context, 'database'>, purpose: Purpose): Promise<German | null> {
  const row = await database.selectFrom('document_version').select(['title', 'major', 'minor', 'body']).where('document', '=', documentOf(purpose)).orderBy('major', 'desc').orderBy('minor', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : (row as German)
}
