/**
 * Waits with an implausible clock until a person vouches for it (X18): `ja` at the terminal, or `bin/schulhof clock confirm`, which answers the
 * question that lies in the data folder. An answer repeats its question with the time it was asked, so an old one never counts.
 */
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ClockDoubt } from '#platform/time/plausible.ts'
import { clockWordTexts as texts } from './clock-word.texts.de.ts'

const look_ms = 500

export type ClockWordOptions = {
  /** The school's data folder. */
  folder: string
  reason: ClockDoubt
  say: (line: string) => void
  /** Asked again and again: a clock that is set right while we wait needs no word. */
  isPlausibleNow?: () => boolean
  /** The terminal; tests give their own. */
  stdin?: NodeJS.ReadableStream & { isTTY?: boolean }
}

/** Resolves when the clock has been vouched for, or became plausible: by whom. */
export async function awaitClockWord({ folder, reason, say, isPlausibleNow = () => false, stdin = process.stdin }: ClockWordOptions): Promise<'terminal' | 'command' | 'clock'> {
  const question = textOf(reason)
  await putFile(questionFile(folder), question)
  say(texts.doubt(reason))
  say(texts.why)
  say(stdin.isTTY ? texts.atTerminal : texts.elsewhere)
  const closers: (() => void)[] = []
  try {
    const answer = await Promise.race([
      new Promise<'terminal'>((resolve) => stdin.isTTY && closers.push(listen(stdin, say, () => resolve('terminal')))),
      new Promise<'command' | 'clock'>((resolve) => {
        const timer = setInterval(() => {
          if (textAt(answerFile(folder)) === question) resolve('command')
          else if (isPlausibleNow()) resolve('clock')
        }, look_ms)
        closers.push(() => clearInterval(timer))
      }),
    ])
    say(answer === 'clock' ? texts.clockIsRight : texts.goesOn)
    return answer
  } finally {
    for (const close of closers) close()
    for (const file of [questionFile(folder), answerFile(folder)]) await rm(file, { force: true })
  }
}

/** The question a server of this data folder waits with; null when none does. */
export function readClockQuestion(folder: string): ClockDoubt | null {
  try {
    const { kind, now, against } = JSON.parse(textAt(questionFile(folder)) ?? 'null') as { kind: ClockDoubt['kind']; now: string; against: string }
    return { kind, now: new Date(now), against: new Date(against) }
  } catch {
    return null
  }
}

/** Answers the waiting question with yes and returns it; null when there is none. For `bin/schulhof clock confirm`, after showing it. */
export async function confirmClock(folder: string): Promise<ClockDoubt | null> {
  const question = readClockQuestion(folder)
  if (question !== null) await putFile(answerFile(folder), textOf(question))
  return question
}

/** Lines of the terminal until one says ja. Not `terminal: true`: Ctrl-C shall stay a signal. */
function listen(stdin: NodeJS.ReadableStream, say: (line: string) => void, onYes: () => void): () => void {
  const lines = createInterface({ input: stdin, terminal: false })
  lines.on('line', (line) => (line.trim().toLowerCase() === 'ja' ? onYes() : say(texts.onlyYes)))
  return () => {
    lines.close()
    stdin.pause()
  }
}

function textOf({ kind, now, against }: ClockDoubt): string {
  return JSON.stringify({ kind, now, against })
}

function questionFile(folder: string): string {
  return join(folder, 'clock-question.json')
}

function answerFile(folder: string): string {
  return join(folder, 'clock-answer.json')
}

function textAt(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Whole or not at all: the other side looks at any moment. */
async function putFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
