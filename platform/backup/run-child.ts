/** Starts the child process for one job and waits for its answer. It ends when we do. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BackupProblem } from './problem.ts'
import { texts } from './texts.de.ts'
import type { ChildJob } from './jobs.ts'

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const error_chars_max = 4_000

/** The child's answer. Throws BackupProblem with a sentence for what can go wrong with disks, databases and archives. */
export async function runChild<T>(job: ChildJob, options: { place: string; onStart?: (pid: number) => void }): Promise<T> {
  const child = spawn(process.execPath, ['--max-old-space-size=1024', CHILD], { stdio: ['pipe', 'pipe', 'pipe'] })
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (piece: Buffer) => out.push(piece))
  child.stderr.on('data', (piece: Buffer) => void (err.length < 50 && err.push(piece)))
  // A child that is gone takes nothing any more; what came of it is said below.
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(job)}\n`)
  if (child.pid !== undefined) options.onStart?.(child.pid)
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'spawn'))
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'gone'))
  })
  child.stdin.destroy()
  const answer = parse<T>(Buffer.concat(out).toString('utf8'))
  if (answer === null) throw new BackupProblem('child_ended', `${texts.child_failed({ code: String(code) })}${Buffer.concat(err).toString('utf8').slice(0, error_chars_max).replace(/^(?=.)/s, '\n')}`)
  if ('ok' in answer) return answer.ok
  throw problemOf(answer.failed, options.place)
}

type Failed = { code: string; message: string }

function parse<T>(text: string): { ok: T } | { failed: Failed } | null {
  try {
    return JSON.parse(text) as { ok: T } | { failed: Failed }
  } catch {
    return null
  }
}

function problemOf({ code, message }: Failed, place: string): BackupProblem {
  if (message !== '') return new BackupProblem(code, message)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new BackupProblem('disk_full', texts.disk_full({ place }))
  // SQLSTATE of class 08 and 57, and what the driver says of a lost connection.
  if (/^(08|57)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'Error'].includes(code)) return new BackupProblem('database_gone', texts.database_gone)
  return new BackupProblem('failed', texts.child_failed({ code }))
}
