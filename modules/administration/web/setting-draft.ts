/** What is typed about an option, and the value it stands for. Pure. */
import type { SettingKind } from '#platform/school/settings.de.ts'

export type Draft = { text?: string; chosen?: readonly string[]; byRoom?: Readonly<Record<string, string>> }

/** The draft that stands for a value. */
export function draftOf(kind: SettingKind, value: unknown): Draft {
  switch (kind.of) {
    case 'choice':
    case 'number': return { text: String(value) }
    case 'percent': return { text: String(Math.round(Number(value) * 100)) }
    case 'several': return { chosen: (value as readonly unknown[]).map(String) }
    case 'lines': return { text: (value as readonly string[]).join('\n') }
    case 'rooms': return { byRoom: { ...(value as Record<string, string>) } }
  }
}

/** The value of a draft; undefined where it is none. */
export function valueOf(kind: SettingKind, { text = '', chosen = [], byRoom = {} }: Draft): unknown {
  switch (kind.of) {
    case 'choice': return kind.choices.find((one) => String(one.value) === text)?.value
    case 'number': return numberIn(text, kind)
    case 'percent': {
      const n = numberIn(text, kind)
      return n === undefined ? undefined : n / 100
    }
    // In the order of the list, so that the same choice is the same value.
    case 'several': return kind.choices.flatMap(({ value }) => (chosen.includes(String(value)) ? [value] : []))
    case 'lines': return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
    case 'rooms': return Object.fromEntries(Object.entries(byRoom).map(([room, words]) => [room, words.trim()] as const).filter(([, words]) => words !== ''))
  }
}

function numberIn(text: string, { min, max }: { min: number; max: number }): number | undefined {
  const n = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN
  return n >= min && n <= max ? n : undefined
}
