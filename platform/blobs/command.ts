/** `bin/schulhof blobs verify | move --to folder|s3`: for whoever keeps the server running; shows ids, never content. */
import type { Platform } from '#platform/module/platform.ts'
import { texts } from './texts.de.ts'
import type { BlobFault } from './verify.ts'

const faults_shown_max = 200

/** Runs the command and answers its exit code. Throws BlobProblem. */
export async function runBlobsCommand({ blobs }: Pick<Platform, 'blobs'>, args: readonly string[], say: (line: string) => void): Promise<number> {
  const [verb, ...rest] = args
  if (verb === 'verify' && rest.length === 0) return verify(blobs, say)
  const to = ({ folder: 'file', s3: 's3' } as const)[rest[1] ?? '']
  if (verb === 'move' && rest.length === 2 && rest[0] === '--to' && to !== undefined) return move(blobs, to, say)
  say(texts.usage)
  return 1
}

async function verify(blobs: Platform['blobs'], say: (line: string) => void): Promise<number> {
  let faults = 0
  const n = await blobs.verify((fault: BlobFault) => {
    if (faults++ < faults_shown_max) say(texts.fault(fault))
  })
  if (faults > faults_shown_max) say(texts.faults_left_out({ n: faults - faults_shown_max }))
  say(faults === 0 ? texts.whole({ n }) : texts.broken({ n: faults, of: n }))
  return faults === 0 ? 0 : 1
}

async function move(blobs: Platform['blobs'], to: 'file' | 's3', say: (line: string) => void): Promise<number> {
  const { moved, damaged, isHeld } = await blobs.move(to)
  for (const name of damaged) say(texts.fault({ kind: 'damaged', name, place: to === 's3' ? 'file' : 's3' }))
  if (damaged.length > 0) say(texts.moved_some({ n: damaged.length }))
  if (moved > 0) say(texts.moved({ n: moved, to }))
  if (moved === 0 && damaged.length === 0) say(texts.moved_none({ to }))
  if (isHeld) say(texts.moved_not_removed)
  if (blobs.target !== to) say(texts.moved_still_writing({ to }))
  return damaged.length === 0 ? 0 : 1
}
