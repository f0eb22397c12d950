/** "Mein Gerät / Gemeinsames Gerät": what is suggested before anybody is known, and what counts when nobody chose (A7). */
import type { Database } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import { gradeOfPerson } from '../grade.ts'
import { isInNetworks } from './networks.ts'
import type { Device } from './sessions.ts'

/** Pupils up to this grade count as using a shared device until they say otherwise (A7). */
export const SHARED_TO_GRADE = 6

/** For the page before anybody is known: `shared` on the school's network, and where the school has not said which that is. Nothing about who asks. */
export function deviceSuggested({ school }: Pick<Platform, 'school'>, address: string): Device {
  const networks = school.option('school.networks')
  return networks.length === 0 || isInNetworks(address, networks) ? 'shared' : 'own'
}

/** The device as it counts: `own` of a younger pupil only when it was pressed and not just left as suggested. */
export async function deviceFor(database: Database, school: Platform['school'], personId: string, today: string, choice: { device: Device; isDeviceChosen: boolean }): Promise<Device> {
  if (choice.device === 'shared' || choice.isDeviceChosen) return choice.device
  const grade = await gradeOfPerson(database, personId, today, school)
  return grade !== null && grade <= SHARED_TO_GRADE ? 'shared' : 'own'
}
