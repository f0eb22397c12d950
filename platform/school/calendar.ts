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

/** The school year a date belongs to at this school. */
export function schoolYearAt(school: Options, date: string): SchoolYear {
  return schoolYearOf(date, ownSchoolYears(school))
}

/** Days without school of a school year: as decided, else the preset; empty where neither is known. */
export function closedPeriodsOf({ option }: Options, state: FederalState, label: string): readonly ClosedPeriod[] {
  return option('schoolyear.closed')[label] ?? schoolHolidayPreset(state, label) ?? []
}

/** The calendar that says which days are school days, around a date: its school year, the one before and the one after. */
export function schoolCalendarAt(school: Options, state: string, date: string): SchoolCalendar {
  const land = state as FederalState
  const year = schoolYearAt(school, date)
  const years = [schoolYearAfter(year, -1), year, schoolYearAfter(year)]
  return { state: land, closed: years.flatMap(({ label }) => closedPeriodsOf(school, land, label)) }
}
