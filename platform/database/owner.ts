/** Work that only the owner of the tables may do (amendment B8): erasure and retention. Its connections are opened for the work and closed after it. */
import { connect } from './connect.ts'
import type { Database } from './connect.ts'

/** The school's database was opened without the owner role, so what is over can't be deleted. The message is German and says what to do. */
export class OwnerProblem extends Error {}

export type AsOwner = <T>(work: (owner: Database) => Promise<T>) => Promise<T>

/** `url`: of the owner role; null: an external database that was opened without it. Then the work is refused with OwnerProblem. */
export function asOwnerOf(url: string | null): AsOwner {
  return async (work) => {
    if (url === null) throw new OwnerProblem('Ohne die Datenbankrolle des Eigentümers kann nichts gelöscht werden. Bitte DATABASE_OWNER_URL setzen, siehe docs/operate/external-database.md.')
    const { database } = connect(url, { connections_max: 2, name: 'schulhof-owner' })
    try {
      return await work(database)
    } finally {
      await database.destroy()
    }
  }
}
