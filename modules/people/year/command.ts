/** `bin/schulhof school-year preview|apply [FILE] [--confirm]` and `undo`: the same steps as the page, as text. */
import { readFile, stat } from 'node:fs/promises'
import type { Actor } from '#platform/access/actor.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { fillRefusal } from '#platform/module/texts.ts'
import type { RefusalTexts } from '#platform/module/texts.ts'
import { write } from '#platform/module/write.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'
import { changeYear, previewYear, restoreYear } from '../actions/years.ts'
import type { YearAsk } from '../actions/year/prepare.ts'
import { file_bytes_max } from '#platform/csv/limits.ts'
import { lastRollOvers } from '../store/years.ts'
import { commandTexts } from '../texts/command.de.ts'
import { refusals } from '../texts.de.ts'
import { yearTexts as words } from '../texts/year.de.ts'
import type { YearPreview } from './shape.ts'

/**
 * Runs the command for the person who acts; the caller has checked the appointment. Returns 0 when all is well, 1 when something is refused or waits for
 * `--confirm`, 2 for a wrong call.
 */
export async function runYearCommand({ platform }: { platform: Platform }, actor: Actor, args: readonly string[], say: (line: string) => void): Promise<number> {
  const [verb, ...rest] = args
  const paths = rest.filter((word) => !word.startsWith('--'))
  if (!['preview', 'apply', 'undo'].includes(verb ?? '') || paths.length > 1 || rest.some((word) => word.startsWith('--') && word !== '--confirm')) {
    say(words.usage)
    return 2
  }
  const at = platform.clock.now()
  const writing = <T>(work: Parameters<typeof write<T>>[3]): Promise<T> => write(platform, actor, at, work)
  try {
    if (verb === 'undo') return await undo(platform, writing, say)
    const ask: YearAsk = { bytes: paths[0] === undefined ? Buffer.alloc(0) : await readWhole(paths[0]), source: null, at, tell: () => {} }
    const preview = await previewYear(platform, ask)
    for (const line of linesOf(preview)) say(line)
    if (verb === 'preview' || preview.state === 'done') return 0
    const done = await changeYear(platform, ask, { differenceHash: preview.differenceHash, confirmSafety: rest.includes('--confirm'), fresh: '' }, writing)
    say(`${words.changed({ year: done.schoolYear })} ${words.undo_until({ date: formatGermanDate(done.undoUntil) })}`)
    return 0
  } catch (error) {
    if (error instanceof RefusalError) {
      const text = (refusals as RefusalTexts)[error.refusal.code]
      const { what, why, next } = text === undefined ? { what: commandTexts.refused(error.refusal), why: '', next: '' } : fillRefusal(text, error.refusal, 'sie')
      say([what, why, next].filter((line) => line !== '').join('\n'))
    } else if ((error as NodeJS.ErrnoException).code === 'ENOENT') say(commandTexts.no_file({ path: paths[0] ?? '' }))
    else if (['EISDIR', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) say(commandTexts.no_reading({ path: paths[0] ?? '' }))
    else throw error
    return 1
  }
}

async function undo(platform: Platform, writing: <T>(work: Parameters<typeof write<T>>[3]) => Promise<T>, say: (line: string) => void): Promise<number> {
  const last = (await lastRollOvers(platform.database)).find((row) => row.undone_at === null)
  if (last === undefined) {
    say(words.no_past)
    return 1
  }
  const { kept, keptLeftOff } = await writing((w) => restoreYear(w, last.id))
  say(words.undo_done({ n: kept.length + keptLeftOff }))
  for (const one of kept) say(`  ${one.name}: ${words[`kept_${one.kind}`]}`)
  return 0
}

function* linesOf(preview: YearPreview): Generator<string> {
  yield words.lead({ last: preview.lastYear, next: preview.schoolYear })
  if (preview.state === 'early') yield `${words.early_title({ date: formatGermanDate(preview.startsOn) })}. ${words.early_text}`
  if (preview.state === 'done') yield words.done_title
  for (const { label, to, members } of preview.renamed) yield `  ${words.room_of({ from: label, to })} (${members})`
  for (const one of preview.ended) yield `  - ${one.label} (${words[`why_${one.why}`]})`
  if (preview.exits > 0) yield words.exits_text({ n: preview.exits, date: formatGermanDate(preview.lastDay) })
  if (preview.courses.length > 0) yield `${words.courses}: ${preview.courses.map((one) => one.label).join(', ')}`
  if (preview.missing > 0) yield `${words.missing({ n: preview.missing })}. ${words.missing_text}`
  if (preview.newInFile > 0) yield `${words.new_in_file({ n: preview.newInFile })}. ${words.new_in_file_text}`
  if (preview.safety.stop) yield words.safety(preview.safety)
}

async function readWhole(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > file_bytes_max) throw new RefusalError({ status: 422, code: 'file_too_large', params: { bytes: size, bytes_max: file_bytes_max } })
  return readFile(path)
}
