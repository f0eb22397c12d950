/** Import: preview, application, what was applied. */
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { personName } from '#platform/identity/people.ts'
import { schoolYearOf } from '#platform/time/schoolyear.ts'
import { isYearGroup } from '../import/labels.ts'
import { IMPORT_PROGRESS } from '../contract.ts'
import type { contract, ImportCounts, ImportProgress } from '../contract.ts'
import { lastRuns } from '../store/imports.ts'
import { applyFile, previewFile } from './import/file.ts'
import type { ImportFile } from './import/file.ts'

type Names = 'previewImport' | 'applyImport' | 'listImports'

export const imports: Pick<Actions<typeof contract>, Names> = {
  previewImport: (context, input) => previewFile(context.platform, fileOf(context, input.source), input.from),

  async applyImport(context, { source, differenceHash, confirmSafety }) {
    const { platform, today } = context
    const { summary, applied } = await applyFile(platform, fileOf(context, source), { differenceHash, confirmSafety }, context.write)
    const classes = await listGroups(platform.database, schoolYearOf(today).label, { kinds: ['class', 'year'], groupIds: [...applied.addedByGroup.keys()] })
    return {
      runId: applied.runId,
      source: summary.source,
      counts: summary.counts,
      groupsFounded: applied.groupsFounded,
      questions: applied.questions,
      // Slips go by class; a year group counts only where it stands for the class (EF, Q1, Q2).
      classes: classes
        .filter(({ kind, label }) => kind === 'class' || isYearGroup(label))
        .map(({ id, label }) => ({ id, label, added: applied.addedByGroup.get(id) ?? 0 })),
    }
  },

  async listImports({ database }) {
    const runs = await lastRuns(database)
    return {
      runs: runs.map((run) => ({
        id: run.id,
        source: run.source,
        appliedAt: run.applied_at.toISOString(),
        counts: run.counts as Partial<ImportCounts>,
        appliedBy:
          run.given_name === null || run.family_name === null
            ? null
            : personName({ id: run.id, type: 'staff', given_name: run.given_name, family_name: run.family_name }).displayName,
      })),
    }
  },
}

/** The body of the request; progress goes to the asking person only, at most a few times a second. */
function fileOf(context: Context, source: string | undefined): ImportFile {
  const { platform, body, at } = context
  const { personId } = actorOf(context)
  return {
    bytes: body ?? Buffer.alloc(0),
    source: source ?? null,
    at,
    tell: (progress: ImportProgress) => platform.live.publishTo([personId], IMPORT_PROGRESS, progress),
  }
}
