/** How a term of an office or a task stands, and its days in words. Pure. */
type Term = { from: string; until: string | null; endedOn: string | null; isCurrent: boolean }
type OnDay = (params: { date: string }) => string
type Words = { since: OnDay; startsOn: OnDay; until: OnDay; untilRevoked: string; was: (params: { from: string; until: string }) => string }

/** Still to come, and nobody has called it off. */
export function isComing(one: Term, today: string): boolean {
  return !one.isCurrent && one.endedOn === null && one.from > today
}

/** What goes on or will: since or from when, until when. What is over: from when to when it was. */
export function termWords(one: Term, today: string, t: Words): string {
  if (one.isCurrent || isComing(one, today)) return `${one.isCurrent ? t.since({ date: one.from }) : t.startsOn({ date: one.from })}, ${one.until === null ? t.untilRevoked : t.until({ date: one.until })}`
  // An end that was set before its time, else the day on which it ran out.
  const last = [one.endedOn, one.until].filter((day) => day !== null).sort()[0] ?? today
  return t.was({ from: one.from, until: last })
}
