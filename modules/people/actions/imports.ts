/** Import: preview, application, what was applied. */
import { z } from 'zod'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { personName } from '#platform/identity/people.ts'
import { isYearGroup } from '../import/labels.ts'
import { cell_characters_max, file_bytes_max } from '#platform/csv/limits.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { FileKind, Mapping } from '../import/presets.ts'
import { IMPORT_PROGRESS } from '../contract.ts'
import type { contract, ImportProgress } from '../contract.ts'
import type { SameChoice } from '../import/same.ts'
import { sameChoices } from '../import/shape.ts'
import type { ImportCounts } from '../import/shape.ts'
import { lastRuns } from '../store/imports.ts'
import { applyFile, previewFile, readColumns } from './import/file.ts'
import type { ImportFile } from './import/file.ts'

type Names = 'previewImport' | 'readImportColumns' | 'applyImport' | 'listImports'

export const imports: Pick<Actions<typeof contract>, Names> = {
  previewImport: (context, input) => previewFile(context.platform, fileOf(context, input), input.from),

  readImportColumns: (context, { kind }) => readColumns(fileOf(context, { kind })),

  async applyImport(context, { differenceHash, confirmSafety, ...input }) {
    const { platform, today } = context
    const { summary, applied } = await applyFile(platform, fileOf(context, input), { differenceHash, confirmSafety }, context.write)
    const classes = await listGroups(platform.database, schoolYearAt(platform.school, today).label, { kinds: ['class', 'year'], groupIds: [...applied.addedByGroup.keys()] })
    return {
      runId: applied.runId,
      kind: summary.kind,
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
        kind: run.kind,
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
function fileOf(context: Context, input: { source?: string | undefined; kind?: FileKind | undefined; mapping?: string | undefined; sameBytes?: number }): ImportFile {
  const { platform, at } = context
  const body = context.body ?? Buffer.alloc(0)
  const { sameBytes = 0 } = input
  if (body.length - sameBytes > file_bytes_max) refuse(413, 'too_large')
  const { personId } = actorOf(context)
  const kind = input.kind ?? null
  return {
    bytes: body.subarray(sameBytes),
    same: sameBytes === 0 ? [] : choicesIn(body.subarray(0, sameBytes)),
    source: input.source ?? null,
    kind,
    mapping: input.mapping === undefined ? null : { kind: kind ?? 'pupils', preset: 'own', columns: columnsIn(input.mapping) },
    at,
    tell: (progress: ImportProgress) => platform.live.publishTo([personId], IMPORT_PROGRESS, progress),
  }
}

/** Field -> header; 400 for anything else. Whether the fields are on the allow-list of the kind is asked where they are looked up in the file. */
function columnsIn(text: string): Mapping['columns'] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    refuse(400, 'input_invalid', { field: 'mapping' })
  }
  const read = mappingShape.safeParse(value)
  if (!read.success) refuse(400, 'input_invalid', { field: 'mapping' })
  return read.data as Mapping['columns']
}

/** 400 for anything but choices. Whether they hold is asked where the file is compared. */
function choicesIn(bytes: Buffer): SameChoice[] {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    refuse(400, 'input_invalid', { field: 'sameBytes' })
  }
  const read = sameChoices.safeParse(value)
  return read.success ? read.data : refuse(400, 'input_invalid', { field: 'sameBytes' })
}

const mappingShape = z.record(z.string().max(40), z.string().min(1).max(cell_characters_max))
