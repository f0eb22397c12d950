/** Probes of records and of what is stored: journal, passwords, lost devices, declared data, open ports. */
import { connect } from 'node:net'
import { sql } from 'kysely'
import { documentHash } from '#platform/documents/documents.ts'
import { readVersion } from '#platform/documents/store.ts'
import { passwordProblem } from '#platform/identity/sign-in/password-rules.ts'
import { hash_memory_kib_min, hash_passes_min } from '../limits.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import type { Probe } from '#platform/module/control.ts'
import { checkCoverage } from '#platform/privacy/coverage.ts'
import { renderedModuleDocument } from '#platform/privacy/publish.ts'
import { port_wait_ms_max } from '../limits.ts'

export const records: readonly Probe[] = [
  {
    // R6.1, X10: the chain holds, and the application can neither change nor remove an entry.
    id: 'control.journal', clause: '6',
    run: async ({ database, keys }) => {
      const { entries, problem } = await verifyJournal(database, keys.journal.publicKey)
      const { rows } = await sql<{ may: boolean }>`SELECT has_table_privilege('journal_entry', 'UPDATE') OR has_table_privilege('journal_entry', 'DELETE') OR has_table_privilege('journal_entry', 'TRUNCATE') AS may`.execute(database)
      return { checked: entries, fault: problem?.kind ?? (rows[0]!.may ? 'journal_writable' : null) }
    },
  },
  {
    // R4.2: what everybody tries first is refused under the options in force, and no password is stored with less than the least effort.
    id: 'control.passwords', clause: '4',
    run: async ({ database, school }) => {
      const rules = (length_min: number) => ({ length_min, names: ['Sommer'], accountName: 'a.sommer', schoolName: school.school?.name ?? '', groupLabels: ['07b'] })
      const least = Math.min(school.option('pw.pupil_min'), school.option('pw.pupil_min_young'), school.option('pw.staff_min'))
      const weak = [...WEAK, 'x'.repeat(least - 1)].find((typed) => passwordProblem(typed, rules(least)) === null)
      const { rows } = await sql<{ n: number; weak: number }>`SELECT count(*)::int AS n, count(*) FILTER (WHERE memory_kib < ${hash_memory_kib_min} OR passes < ${hash_passes_min})::int AS weak FROM credential`.execute(database)
      return { checked: WEAK.length + 1 + rows[0]!.n, fault: weak !== undefined ? 'weak_password' : rows[0]!.weak > 0 ? 'weak_hash' : null }
    },
  },
  {
    // R8.2: no session that began before a loss was reported is open.
    id: 'control.lost_devices', clause: '8',
    run: async ({ database }, { at }) => {
      const { rows } = await sql<{ n: number; open: number }>`
        SELECT count(*)::int AS n, count(*) FILTER (WHERE EXISTS (SELECT FROM credential_voided v WHERE v.person_id = s.person_id AND v.reason = 'device_lost' AND v.at > s.started_at))::int AS open
          FROM session s LEFT JOIN session_end e ON e.session_id = s.id WHERE e.session_id IS NULL AND s.expires_at > ${at} AND s.idle_until > ${at}`.execute(database)
      return { checked: rows[0]!.n, fault: rows[0]!.open > 0 ? 'session_after_loss' : null }
    },
  },
  {
    // R9a.5: every table and column stands in a manifest, and the document in force says what the manifests and options say today.
    id: 'control.declared_data', clause: '9a',
    run: async ({ database, pool, modules }) => {
      const manifests = modules.map(({ manifest }) => manifest)
      const [undeclared] = await checkCoverage(pool, manifests)
      const checked = manifests.reduce((sum, { data }) => sum + data.length, 0)
      if (undeclared !== undefined) return { checked, fault: 'undeclared_data' }
      const { name } = await database.selectFrom('school').select('name').executeTakeFirstOrThrow()
      const inForce = await readVersion(database, 'module-document', null)
      return { checked, fault: inForce?.hash === documentHash(await renderedModuleDocument(database, modules, name)) ? null : 'document_outdated' }
    },
  },
  // R7.2 and R10.5: on this machine nothing answers where remote control and the fetching of mail would.
  { id: 'control.remote_ports', clause: '7', run: () => closedPorts([3389, 5900, 5938]) },
  { id: 'control.mail_ports', clause: '10', run: () => closedPorts([110, 143, 993, 995]) },
]

const WEAK = ['Passwort123456789', 'Sommer2026!', 'qwertzuiopasdfgh', '123456789012345']

/** Asks this machine itself, port by port. */
export async function closedPorts(ports: readonly number[]): Promise<{ checked: number; fault: string | null }> {
  for (const port of ports) if (await answersOn(port)) return { checked: ports.length, fault: `port_${port}` }
  return { checked: ports.length, fault: null }
}

function answersOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: port_wait_ms_max })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false))
  })
}

