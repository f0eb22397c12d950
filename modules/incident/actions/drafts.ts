/** The drafts as papers, written when they are asked for and stored nowhere. */
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import type { contract } from '../contract.ts'
import { draftOf } from '../draft.ts'
import { findCase } from '../store/cases.ts'
import { readRecords } from '../store/records.ts'

const LAYOUT = new URL('../paper/draft-paper.ts', import.meta.url)
const NAMES = { authority: 'meldung-entwurf.pdf', affected: 'information-entwurf.pdf' } as const

export const drafts: Pick<Actions<typeof contract>, 'printIncidentDraft'> = {
  async printIncidentDraft({ database, platform, at }, { caseId, question }) {
    const one = await findCase(database, caseId)
    if (one === null) refuse(404, 'not_found')
    const draft = draftOf(question, one, await readRecords(database, caseId), { school: platform.school.school?.name ?? '', at })
    return { fileName: NAMES[question], bytes: await writePaper(LAYOUT, { title: draft.title, at }, draft) }
  },
}
