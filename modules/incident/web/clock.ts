/** The clock in words. Pure: what time it is comes in. */
import { chooseTexts } from '#platform/module/texts.ts'
import { formatMoment, formatTime } from '#web/texts/format.ts'
import { texts } from '../texts.de.ts'

const t = chooseTexts(texts, 'sie')
const MINUTE_MS = 60_000
/** From here down minutes are told: an hour that is cut off at its end would be too long a word. */
const MINUTES_BELOW = 120
const weekday = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', weekday: 'long' })

/** 'noch 31 Stunden, bis Mittwoch 14:05', rounded down so that it never promises too much; null when the time is over. */
export function leftWords(deadline: Date, now: Date): string | null {
  const left_ms = deadline.getTime() - now.getTime()
  if (left_ms < 0) return null
  const minutes = Math.floor(left_ms / MINUTE_MS)
  const left = minutes < MINUTES_BELOW ? t.clockMinutes({ n: minutes }) : t.clockHours({ n: Math.floor(minutes / 60) })
  return t.clockUntil({ left, until: `${weekday.format(deadline)} ${formatTime(deadline)}` })
}

export function overdueWords(deadline: Date): string {
  return t.clockOverdue({ until: formatMoment(deadline) })
}

/** The share of the period that has passed, 0 to 1. */
export function shareOf({ detectedAt, deadline, now }: { detectedAt: Date; deadline: Date; now: Date }): number {
  return Math.min(1, Math.max(0, (now.getTime() - detectedAt.getTime()) / (deadline.getTime() - detectedAt.getTime())))
}
