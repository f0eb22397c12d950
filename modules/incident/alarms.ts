/**
 * The alarms of the 72 hours (X8). Each process has one timer for the next of them; which process rings is decided by the record, so it is one. What passed
 * while the server was off rings when it starts. A case that is raised or corrected says so to all processes, so that each timer knows of it.
 */
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { limits } from './limits.ts'
import { alarmsDue, isSettled, nextAlarmAt } from './rules.ts'
import { findCases, lockCase, ringAlarms } from './store/cases.ts'
import type { Case } from './store/cases.ts'
import { followCase } from './tasks.ts'

const MOVED = 'incident_moved'

type Watch = { at: number; forget: () => void; running: Promise<void>; isOpen: boolean }
const watches = new WeakMap<Platform, Watch>()

/** Catches up what was missed and waits for the next alarm. Returns how to stop. */
export async function watchAlarms(platform: Platform): Promise<() => Promise<void>> {
  const watch: Watch = { at: Infinity, forget: () => {}, running: Promise.resolve(), isOpen: true }
  watches.set(platform, watch)
  const off = platform.listening.on(MOVED, (news) => wakeAt(platform, new Date((news.body as { at: number }).at)))
  // News that were missed are read again: all cases are.
  platform.listening.onState((connected) => (connected && watch.isOpen ? ring(platform) : undefined))
  await ring(platform)
  return async () => {
    watch.isOpen = false
    watches.delete(platform)
    off()
    watch.forget()
    await watch.running
  }
}

/** After each record of a case, with the case held: alarms that are due ring now, the tasks follow, and every process learns when the next one comes. */
export async function settleCase(w: Write, caseId: string): Promise<void> {
  const found = (await findCases(w.trx, { id: caseId }))[0]!
  const rung = await ringDue(w, found)
  const now = { ...found, rung: [...found.rung, ...rung] }
  await followCase(w, now)
  const next = nextOf(now)
  if (next === null) return
  w.news.push({ topic: MOVED, body: { at: next.getTime() } })
  w.afterCommit.push(() => wakeAt(w.platform, next))
}

async function ring(platform: Platform): Promise<void> {
  const watch = watches.get(platform)
  if (watch === undefined) return
  const turn = watch.running.then(() => ringAll(platform)).catch((error: Error) => {
    platform.say(`the alarms of incidents stumbled: ${error.name}`)
    wakeAt(platform, new Date(platform.clock.now().getTime() + limits.alarm_wait_ms))
  })
  watch.running = turn
  await turn
}

async function ringAll(platform: Platform): Promise<void> {
  const at = platform.clock.now()
  for (const { id } of (await findCases(platform.database, { open: true })).filter((one) => isDue(one, at))) {
    await write(platform, null, at, async (w) => {
      const held = await lockCase(w, id)
      if (held === null) return
      const rung = await ringDue(w, held)
      if (rung.length > 0) await followCase(w, { ...held, rung: [...held.rung, ...rung] })
    })
  }
  const next = (await findCases(platform.database, { open: true })).flatMap((one) => nextOf(one)?.getTime() ?? [])
  if (next.length > 0) wakeAt(platform, new Date(Math.min(...next)))
}

/** Only while the question of the authority is open; so an answered one rings no more, and one that is open again goes on with what did not ring. */
async function ringDue(w: Write, one: Case): Promise<number[]> {
  if (!isDue(one, w.at)) return []
  const rung = await ringAlarms(w, one.id, alarmsDue(one.detectedAt, one.rung, w.at))
  for (const hours of rung) writeJournal(w, { event: 'incident.alarm', actorId: null, fields: { case: one.id, hours } })
  return rung
}

function isDue(one: Case, at: Date): boolean {
  return !one.isClosed && !isSettled(one.authority) && alarmsDue(one.detectedAt, one.rung, at).length > 0
}

function nextOf(one: Pick<Case, 'isClosed' | 'authority' | 'detectedAt' | 'rung'>): Date | null {
  return one.isClosed || isSettled(one.authority) ? null : nextAlarmAt(one.detectedAt, one.rung)
}

/** One timer, for the earliest; one that finds nothing due only looks for the next. */
function wakeAt(platform: Platform, at: Date): void {
  const watch = watches.get(platform)
  if (watch === undefined || !watch.isOpen || watch.at <= at.getTime()) return
  watch.forget()
  watch.at = at.getTime()
  watch.forget = platform.clock.after(at, () => {
    watch.at = Infinity
    return ring(platform)
  })
}
