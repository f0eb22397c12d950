/** How the presets of school holidays are written down. */
import type { FederalState } from '../holidays.ts'
import type { ClosedKind } from '../schoolyear.ts'

type Row = readonly [kind: ClosedKind, from: string, until?: string]

/** By Land and name of the school year. A year's list begins with the rest of the summer holidays in which it starts. */
export type HolidayTable = { readonly [S in FederalState]?: Readonly<Record<string, readonly Row[]>> }
