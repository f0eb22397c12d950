/**
 * What a manifest may open to guardians (A18): master data, consents and registers. Mail, messages, files and whatever else people write stay closed, also
 * by mistake: a module that the head releases, a room that says who can read its contents, a table of authors or of sealed contents can't declare it.
 */
import { GUARDIAN_KINDS } from './manifest.ts'
import type { Manifest, TableDeclaration } from './manifest.ts'

/** Every fault of a manifest in this, one sentence each. */
export function guardianFaults({ categories, data, needs, secrecy }: Manifest): string[] {
  const open = new Set(Object.keys(categories).filter((key) => categories[key]!.guardian !== undefined))
  const faults: string[] = []
  for (const key of open) {
    if (!(GUARDIAN_KINDS as readonly string[]).includes(categories[key]!.guardian!)) faults.push(`${key}: guardians read ${GUARDIAN_KINDS.join(', ')}, and nothing of the kind ${categories[key]!.guardian}`)
    if (needs.release || secrecy !== undefined) faults.push(`${key}: guardians are told nothing of a room in which people write or keep contents (A18)`)
  }
  return [...faults, ...data.flatMap((declaration) => faultsOfTable(declaration, open))]
}

function faultsOfTable({ table, columns, subjects }: TableDeclaration, open: ReadonlySet<string>): string[] {
  const isOpen = Object.values(columns).some((column) => column.kind === 'personal' && open.has(column.category))
  const faults: string[] = []
  if (isOpen && subjects.some((subject) => subject.as === 'author' || subject.onErasure === 'shred')) faults.push(`${table}: what somebody wrote or keeps sealed is not for guardians (A18)`)
  for (const { via, guardian, onErasure, ...subject } of subjects) {
    if (guardian === undefined) continue
    if (!isOpen) faults.push(`${table}: the way ${via} is for guardians, but no category of the table is`)
    if (onErasure === 'anonymise' || !subject.export.includes('access')) faults.push(`${table}: the way ${via} is for guardians, but not even the person is told what it finds`)
  }
  return faults
}
