/** A reporter for node:test that writes one line of JSON: how the run as a whole ended. For bin/tests.ts. */
import type { TestEvent } from 'node:test/reporters'

export type Counts = { passed: number; failed: number; skipped: number }

export default async function* countTests(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    // With a process per file each file has a summary of its own; the whole run's has no file.
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue
    const { tests, passed, skipped, todo } = event.data.counts
    // What neither passed nor was left out has failed, also when it was cut off.
    yield `${JSON.stringify({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo } satisfies Counts)}\n`
  }
}
