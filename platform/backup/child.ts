/**
 * The process that seals, loads and checks (B6), so that the server goes on answering: it is told what to do in one line, says in one line what came of it, and ends
 * with whoever started it. Keys come over the pipe or are read from the folder of keys, never from arguments or the environment.
 */
import { setPriority } from 'node:os'
import { child_priority } from './limits.ts'
import { runJob } from './jobs.ts'
import type { ChildJob } from './jobs.ts'

setPriority(child_priority)
let text = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (piece: string) => {
  const before = text.includes('\n')
  text += piece
  if (before || !text.includes('\n')) return
  void runJob(JSON.parse(text) as ChildJob).then(
    (result) => finish({ ok: result }),
    (error: Error & { code?: string }) => finish({ failed: { code: error.code ?? error.constructor.name, message: error.constructor.name === 'BackupProblem' ? error.message : '' } }),
  )
})
process.stdin.on('end', () => process.exit(1))

function finish(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0))
}
