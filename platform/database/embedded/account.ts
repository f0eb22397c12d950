/** Under whose name PostgreSQL runs: it refuses root, and every account it runs under must have an entry in the list of accounts. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { clusterTexts } from './texts.de.ts'

/** `switchTo` is there when root starts PostgreSQL under another account; else it runs under our own. */
export type ClusterAccount = { name: string; switchTo?: { uid: number; gid: number } }

/** No cluster can be started here; `message` is a German sentence that says what to do. */
export class ClusterProblem extends Error {}

/**
 * The account for the cluster: as root the wanted one, else the owner of existing data, else the first of schulhof, postgres, nobody;
 * otherwise our own. Throws ClusterProblem.
 */
export function clusterAccount(wanted: string | undefined, dataOwner: number | undefined): ClusterAccount {
  if (process.getuid?.() === 0) return accountForRoot(wanted, dataOwner)
  const own = ownName()
  if (wanted !== undefined && wanted !== own) throw new ClusterProblem(clusterTexts.otherAccount(wanted))
  return { name: own }
}

function accountForRoot(wanted: string | undefined, dataOwner: number | undefined): ClusterAccount {
  if (wanted !== undefined) {
    const account = lookUp(wanted)
    if (!account) throw new ClusterProblem(clusterTexts.unknownAccount(wanted))
    if (account.switchTo?.uid === 0) throw new ClusterProblem(clusterTexts.rootAccount(wanted))
    return account
  }
  const owner = dataOwner === undefined || dataOwner === 0 ? undefined : lookUp(String(dataOwner))
  const found = owner ?? lookUp('schulhof') ?? lookUp('postgres') ?? lookUp('nobody')
  if (!found) throw new ClusterProblem(clusterTexts.noAccount)
  return found
}

function ownName(): string {
  try {
    return userInfo().username
  } catch {
    throw new ClusterProblem(clusterTexts.noPasswdEntry(process.getuid?.() ?? -1))
  }
}

/** An account by name or number, from /etc/passwd or what else the machine asks (LDAP and the like). */
function lookUp(nameOrUid: string): ClusterAccount | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const known = lines.map((line) => line.split(':')).find(([name, , uid]) => name === nameOrUid || uid === nameOrUid)
  const [name, , uid, gid] = known ?? (spawnSync('getent', ['passwd', nameOrUid], { encoding: 'utf8' }).stdout ?? '').trim().split(':')
  return name && uid && gid ? { name, switchTo: { uid: Number(uid), gid: Number(gid) } } : undefined
}
