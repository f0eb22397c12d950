/** A reporter for node:test that writes one line of JSON: how the run as a whole ended, and how long each file took. For bin/tests.ts. */
import type { TestEvent } from 'node:test/reporters'

export type Counts = { passed: number; failed: number; skipped: number }
/** `files_ms`: milliseconds by absolute path. */
export type Summary = Counts & { files_ms: Record<string, number> }

export default async function* countTests(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files_ms: Record<string, number> = {}
  for await (const event of events) {
    if ((event.type === 'test:pass' || event.type === 'test:fail') && event.data.nesting === 0 && event.data.file !== undefined)
      files_ms[event.data.file] = (files_ms[event.data.file] ?? 0) + event.data.details.duration_ms
    // With a process per file each file has a summary of its own; the whole run's has no file.
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue
    const { tests, passed, skipped, todo } = event.data.counts
    // What neither passed nor was left out has failed, also when it was cut off.
    yield `${JSON.stringify({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo, files_ms } satisfies Summary)}\n`
  }
}
