/**
 * What time it is at the school, as far as a browser can know: the server's instant from the last answer of GET /api/session, carried on by the
 * browser's monotonic clock. Pupils' devices are often wrong, and the demo school lives on its own date.
 */
import { useEffect, useState } from 'react'
import { dayOf } from '#web/texts/format.ts'

/** Takes the server's instant (ISO); called by the session. */
export function setClock(now: string): void {
  offset_ms = Date.parse(now) - performance.now()
}

export function now(): Date {
  return new Date(offset_ms + performance.now())
}

/** Today's calendar date at the school, renewed when midnight passes. */
export function useToday(): string {
  const [today, setToday] = useState(() => dayOf(now()))
  useEffect(() => {
    const looking = setInterval(() => setToday(dayOf(now())), LOOK_MS)
    return () => clearInterval(looking)
  }, [])
  return today
}

const LOOK_MS = 30_000
let offset_ms = performance.timeOrigin
