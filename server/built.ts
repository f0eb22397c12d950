/** When this program was made: the newest of its dated entries in the changelog. No clock of the school can be right before that. */
import { readFile } from 'node:fs/promises'
import { startOfDay } from '#platform/time/calendar.ts'

export async function builtAt(): Promise<Date> {
  const text = await readFile(new URL('../CHANGELOG.md', import.meta.url), 'utf8')
  const date = /^## .*(\d{4}-\d{2}-\d{2})/m.exec(text)?.[1]
  if (date === undefined) throw new Error('CHANGELOG.md has no dated entry')
  return startOfDay(date)
}

/** The version of this program, as its package says. */
export async function versionOf(): Promise<string> {
  return (JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
