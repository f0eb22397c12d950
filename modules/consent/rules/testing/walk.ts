/**
 * The law of consent once more, written as naively as possible: a walk through all days, with a pile of papers that are put
 * down and taken away. It shares nothing with the rules but the calendar and the shape of the records.
 */
import { addDays, dateInBerlin, dateOfAge, daysBetween } from '#platform/time/calendar.ts'
import type { ConsentCase, Declaration, Declarer, Holder, Purpose, PurposeRecords, Withdrawal } from '../records.ts'

export const FIRST = '2026-01-01'
/** Records and changes happen in these days; afterwards the walk goes on until every grace is over. */
export const DAYS = 45
export const LAST = addDays(FIRST, DAYS + 35)

type Paper = { who: string; kind: Declarer['as']; guardianId: string; signed: string; entered: string; major: number; tick: string | null }
type Blow = { at: number; who: string; said: string; adult: boolean }

/** Whether the gate of a purpose is open on each day, and the withdrawals that strike video as well. */
function walk(c: ConsentCase, purpose: Purpose, platformBlows: readonly Blow[] = []): { open: Map<string, boolean>; blows: Blow[] } {
  const records = c.records[purpose] ?? { documents: [], requestedOn: null, declarations: [], withdrawals: [] }
  const option = c.options
  const open = new Map<string, boolean>()
  const blows: Blow[] = []
  let pile: Paper[] = []
  let adultPile: Paper[] = []
  let everSigned: string[] = []
  let saidNo = new Map<string, string>()
  let brokenOn = ''
  let objectedOn: string | null = null
  let adultNoOn: string | null = null
  let leftOn = ''
  let wasOpenOnEve = false
  let eveHolders: string[] = []

  const of = (person: string, date: string): Holder[] =>
    c.holders.filter((h) => h.guardianId === person && h.from <= date && (h.until === null || h.until >= date))
  const hasCustodyOn = (person: string, date: string): boolean => of(person, date).length > 0 && of(person, date).every((h) => h.custody)
  const holdersOn = (date: string): string[] => [
    ...new Set(c.holders.filter((h) => h.custody && h.from <= date && (h.until === null || h.until >= date)).map((h) => h.guardianId)),
  ]
  const isAdult = (date: string): boolean => c.majorityDate !== null && date >= c.majorityDate
  const isOfVoice = (date: string): boolean =>
    option['consent.pupil_voice_age'] !== 'off' && (c.majorityDate === null || date >= dateOfAge(c.majorityDate, option['consent.pupil_voice_age']))
  const coAge = option['consent.pupil_voice_age'] === 'off' ? 14 : option['consent.pupil_voice_age']
  const coFrom = option['consent.pupil_co_declaration'] && c.majorityDate !== null ? dateOfAge(c.majorityDate, coAge) : null
  const isHere = (date: string): boolean =>
    c.stays.some((s) => s.from <= date && (s.until === null || s.until >= date)) || (c.stays.length > 0 && c.stays.every((s) => s.from > date))
  const firstDayOf = (major: number): string | undefined =>
    records.documents
      .filter((d) => d.major === major)
      .map((d) => d.validFrom)
      .sort()[0]
  const replacedOn = (major: number): string | undefined =>
    records.documents
      .filter((d) => d.major > major)
      .map((d) => d.validFrom)
      .sort()[0]
  const keyOf = (by: Declarer): string => (by.as === 'holder' ? by.guardianId : by.as === 'named_on_paper' ? `name ${by.name}` : 'pupil')

  const majorOfForm = (record: Declaration): number | null => {
    const form = records.documents.find((d) => d.id === record.documentId)
    if (!form || record.declaredOn < form.validFrom) return null
    const replaced = replacedOn(form.major)
    return replaced === undefined || record.declaredOn < replaced ? form.major : null
  }

  const breakOff = (said: string, strikesAdult: boolean): void => {
    pile = []
    if (said > brokenOn) brokenOn = said
    if (!strikesAdult) return
    adultPile = []
    if (adultNoOn === null || said > adultNoOn) adultNoOn = said
  }

  /** What ends the platform ends video, and who did it has said no to both. */
  const enterBlow = ({ who, said, adult }: Blow): void => {
    breakOff(said, adult)
    if (said > (saidNo.get(who) ?? '')) saidNo.set(who, said)
  }

  const enterYes = (record: Declaration, today: string): void => {
    const who = keyOf(record.by)
    everSigned.push(who)
    const major = majorOfForm(record)
    const { declaredOn: signed } = record
    if (major === null || signed > today || signed <= leftOn) return
    const paper: Paper = { who, kind: record.by.as, guardianId: who, signed, entered: today, major, tick: record.assurance }
    if (record.by.as === 'adult_pupil' || record.by.as === 'pupil_voice') {
      if (c.majorityDate !== null && signed >= c.majorityDate) {
        if (adultNoOn === null || signed >= adultNoOn) adultPile.push(paper)
        return
      }
      if (isAdult(today)) return
      const counts = coFrom !== null ? signed >= coFrom : isOfVoice(signed)
      if (!counts) return
      if (objectedOn !== null && signed < objectedOn) return
      objectedOn = null
      const earlierNo = saidNo.get('pupil')
      if (signed >= brokenOn && (earlierNo === undefined || signed >= earlierNo)) pile.push(paper)
      return
    }
    if (isAdult(today) || signed < brokenOn) return
    const earlierNo = saidNo.get(who)
    if (earlierNo !== undefined && signed < earlierNo) return
    if (record.by.as === 'named_on_paper') {
      if (holdersOn(today).length === 0) pile.push(paper)
      return
    }
    // Custody on every day the school knows of, from the signature to the entry; the days after are looked at one by one below.
    const known = c.holders
      .filter((h) => h.guardianId === who)
      .map((h) => h.from)
      .sort()[0]
    if (known === undefined || known > today) return
    for (let date = signed > known ? signed : known; date <= today; date = addDays(date, 1)) if (!hasCustodyOn(who, date)) return
    pile.push(paper)
  }

  const enterNo = (record: Withdrawal, today: string, at: number): void => {
    const who = keyOf(record.by)
    const said = record.receivedOn < today ? record.receivedOn : today
    if (who === 'pupil') {
      if (isAdult(today)) {
        breakOff(said, true)
        blows.push({ at, who, said, adult: true })
      } else if (isOfVoice(today)) {
        if (objectedOn === null || said > objectedOn) objectedOn = said
        saidNo.set('pupil', said > (saidNo.get('pupil') ?? '') ? said : saidNo.get('pupil')!)
        pile = pile.filter((paper) => paper.who !== 'pupil')
      }
      return
    }
    if (isAdult(said)) return
    const maySay =
      record.by.as === 'holder' ? hasCustodyOn(who, said) || hasCustodyOn(who, today) : holdersOn(said).length === 0 || holdersOn(today).length === 0
    if (!maySay) return
    if (said > (saidNo.get(who) ?? '')) saidNo.set(who, said)
    if (everSigned.includes(who)) {
      breakOff(said, false)
      blows.push({ at, who, said, adult: false })
    } else pile = pile.filter((paper) => paper.who !== who)
  }

  const isComplete = (major: number, holders: string[]): boolean => {
    const papers = pile.filter((paper) => paper.major === major)
    const opposes = (who: string): boolean => saidNo.has(who) && !pile.some((paper) => paper.who === who)
    const ways: Paper[][] = []
    const firstOf = (some: Paper[]): Paper => some.slice().sort((a, b) => (a.signed < b.signed ? -1 : 1))[0]!
    if (holders.length > 0) {
      if (holders.every((h) => papers.some((paper) => paper.who === h))) ways.push(holders.map((h) => firstOf(papers.filter((paper) => paper.who === h))))
      else if (option['consent.holders'] === 'one_with_assurance' && !holders.some(opposes)) {
        for (const paper of papers) if (holders.includes(paper.who) && paper.tick === 'other_agrees') ways.push([paper])
      }
    } else {
      const named = papers.filter((paper) => paper.kind === 'named_on_paper')
      const names = [...new Set(named.map((paper) => paper.who))]
      if ([...saidNo.keys()].some((who) => who.startsWith('name ') && opposes(who))) return false
      if (names.length >= 2) ways.push(names.map((name) => firstOf(named.filter((paper) => paper.who === name))))
      else
        for (const paper of named)
          if (paper.tick === 'sole_custody' || (paper.tick === 'other_agrees' && option['consent.holders'] === 'one_with_assurance')) ways.push([paper])
    }
    const hasVoice = papers.some((paper) => paper.who === 'pupil')
    return ways.some((way) => coFrom === null || hasVoice || way.every((paper) => paper.signed < coFrom))
  }

  /** Open by some major version: the one in force, or one replaced fewer than so many days ago. */
  const opens = (today: string, complete: (major: number) => boolean): boolean => {
    for (const major of new Set(records.documents.map((d) => d.major))) {
      if (firstDayOf(major)! > today || !complete(major)) continue
      const replaced = replacedOn(major)
      if (replaced === undefined || today < replaced || daysBetween(replaced, today) < option['consent.reconsent_days']) return true
    }
    return false
  }

  type Step = { at: number; isNo: boolean; enter: (today: string) => void; date: string }
  const steps: Step[] = [
    ...records.declarations.map((r) => ({
      at: r.enteredAt.getTime(),
      isNo: false,
      date: dateInBerlin(r.enteredAt),
      enter: (today: string) => enterYes(r, today),
    })),
    ...records.withdrawals.map((r) => ({
      at: r.enteredAt.getTime(),
      isNo: true,
      date: dateInBerlin(r.enteredAt),
      enter: (today: string) => enterNo(r, today, r.enteredAt.getTime()),
    })),
    ...platformBlows.map((blow) => ({ at: blow.at, isNo: true, date: dateInBerlin(new Date(blow.at)), enter: () => enterBlow(blow) })),
  ].sort((a, b) => a.at - b.at || Number(a.isNo) - Number(b.isNo))

  for (let today = FIRST; today <= LAST; today = addDays(today, 1)) {
    if (c.stays.some((stay) => stay.until === addDays(today, -1))) {
      ;[pile, adultPile, everSigned, saidNo, brokenOn, objectedOn, adultNoOn, leftOn] = [
        [],
        [],
        [],
        new Map<string, string>(),
        '',
        null,
        null,
        addDays(today, -1),
      ]
    }
    if (!isAdult(today)) {
      eveHolders = holdersOn(today)
      pile = pile.filter((paper) =>
        paper.kind === 'holder' ? hasCustodyOn(paper.guardianId, today) : paper.kind !== 'named_on_paper' || eveHolders.length === 0,
      )
    }
    for (const step of steps) if (step.date === today) step.enter(today)
    let isOpen: boolean
    if (!isAdult(today)) {
      isOpen = objectedOn === null && opens(today, (major) => isComplete(major, eveHolders))
      wasOpenOnEve = isOpen && isHere(today)
    } else {
      const parents = objectedOn === null && wasOpenOnEve && opens(today, (major) => isComplete(major, eveHolders))
      const hasGrace = daysBetween(c.majorityDate!, today) < option['majority.grace_days'] || option['majority.after_grace'] === 'keep'
      if (adultPile.length > 0) isOpen = opens(today, (major) => adultPile.some((paper) => paper.major === major))
      else isOpen = adultNoOn === null && parents && hasGrace
    }
    open.set(today, isOpen && isHere(today))
  }
  return { open, blows }
}

/** Whether the gate is open on each day of the walk. */
export function lawfulDays(c: ConsentCase, purpose: Purpose): Map<string, boolean> {
  const platform = walk(c, 'platform')
  if (purpose === 'platform') return platform.open
  const video = walk(c, 'video', platform.blows).open
  return new Map([...video].map(([date, isOpen]) => [date, isOpen && platform.open.get(date)!]))
}

/** The family as it was known at the end of a day. */
export function knownOn(c: ConsentCase, today: string): ConsentCase {
  const known = (records: PurposeRecords): PurposeRecords => ({
    ...records,
    declarations: records.declarations.filter((r) => dateInBerlin(r.enteredAt) <= today),
    withdrawals: records.withdrawals.filter((r) => dateInBerlin(r.enteredAt) <= today),
  })
  return { ...c, today, records: { platform: known(c.records.platform), video: c.records.video && known(c.records.video) } }
}
