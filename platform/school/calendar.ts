/** The school's own calendar: what it decided, else the preset of its Land (requirements 3.0, RP.1). Pure over the options. */
import { schoolHolidayPreset } from '#platform/time/schoolholidays.ts'
import type { FederalState } from '#platform/time/holidays.ts'
import { schoolYearAfter, schoolYearOf } from '#platform/time/schoolyear.ts'
import type { ClosedPeriod, SchoolCalendar, SchoolYear } from '#platform/time/schoolyear.ts'
import type { SchoolMemory } from './memory.ts'

type Options = Pick<SchoolMemory, 'option'>

/** The school years whose dates the school set itself. */
export function ownSchoolYears({ option }: Options): SchoolYear[] {
  return Object.entries(option('schoolyear.own')).map(([label, { start, end }]) => ({ label, start, end }))
}

/**
 * The school year a date belongs to at this school: its name, first and last day. The only way to ask for it on the server: by the dates the school entered,
 * else by the preset of the Land.
 */
export function schoolYearAt(school: Options, date: string): SchoolYear {
  return schoolYearOf(date, ownSchoolYears(school))
}

/** The school year after another one at this school (before it with -1). */
export function schoolYearNextTo(school: Options, one: SchoolYear, years = 1): SchoolYear {
  return schoolYearAfter(one, years, ownSchoolYears(school))
}

/** Days without school of a school year: as decided, else the preset; empty where neither is known. */
export function closedPeriodsOf({ option }: Options, state: FederalState, label: string): readonly ClosedPeriod[] {
  return option('schoolyear.closed')[label] ?? schoolHolidayPreset(state, label) ?? []
}

/** The calendar that says which days are school days, around a date: its school year, the one before and the one after. */
export function schoolCalendarAt(school: Options, state: string, date: string): SchoolCalendar {
  const land = state as FederalState
  const year = schoolYearAt(school, date)
  const years = [schoolYearNextTo(school, year, -1), year, schoolYearNextTo(school, year)]
  return { state: land, closed: years.flatMap(({ label }) => closedPeriodsOf(school, land, label)) }
}
