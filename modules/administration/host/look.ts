/** Looks at this machine, without any right of its own: what can't be read is said to be unseen. `root` is '/' but in tests. */
import { readFileSync, readlinkSync } from 'node:fs'
import { open, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { limits } from '../limits.ts'
import type { Machine } from './judge.ts'
import { parseListeners, parseSshd, rootPassword, rootShell } from './parse.ts'

/** Everything the self-test asks for. Never throws for what the machine does not let us see. */
export async function lookAtMachine(root = '/', userId = process.getuid?.() ?? null): Promise<Machine> {
  const [ssh, processes, passwd, shadow] = await Promise.all([sshOf(root), processesOf(root), text(join(root, 'etc/passwd')), text(join(root, 'etc/shadow'))])
  const isLinux = processes !== null
  return {
    ssh, processes: processes?.map((one) => one.name) ?? null,
    listeners: isLinux ? await listenersOf(root, processes) : null,
    interfaces: await readdir(join(root, 'sys/class/net')).catch(() => null),
    ownUserId: isLinux ? userId : null,
    rootShell: passwd === null ? null : rootShell(passwd),
    rootPassword: shadow === null ? null : rootPassword(shadow),
    isTimeSynchronised: isLinux ? await isSynchronised(root, processes.map((one) => one.name)) : null,
  }
}

async function sshOf(root: string): Promise<Machine['ssh']> {
  const path = join(root, 'etc/ssh/sshd_config')
  const main = await read(path)
  if (main === 'missing') return 'none'
  if (main === 'unreadable') return 'unreadable'
  const included = new Map<string, string[]>()
  // Patterns are resolved before parsing, so that the parser stays pure; included files rarely include others.
  for (const pattern of patternsIn(main.text)) included.set(pattern, await textsOf(root, pattern))
  for (const inner of [...included.values()].flat()) for (const pattern of patternsIn(inner)) if (!included.has(pattern)) included.set(pattern, await textsOf(root, pattern))
  return { settings: parseSshd(main.text, (pattern) => included.get(pattern) ?? []) }
}

function patternsIn(config: string): string[] {
  return [...config.matchAll(/^\s*include\s+(.+?)\s*$/gim)].flatMap((line) => line[1]!.split(/\s+/))
}

/** The files a pattern of sshd names: a folder and a name with `*`. */
async function textsOf(root: string, pattern: string): Promise<string[]> {
  const path = join(root, isAbsolute(pattern) ? pattern : join('etc/ssh', pattern))
  const wanted = new RegExp(`^${basename(path).replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`)
  const names = (await readdir(dirname(path)).catch(() => [])).filter((name) => wanted.test(name)).sort().slice(0, limits.host_includes_max)
  const texts = await Promise.all(names.map((name) => text(join(dirname(path), name))))
  return texts.filter((one) => one !== null)
}

type Process = { id: string; name: string }

async function processesOf(root: string): Promise<Process[] | null> {
  const entries = await readdir(join(root, 'proc')).catch(() => null)
  if (entries === null) return null
  const ids = entries.filter((entry) => /^\d+$/.test(entry)).slice(0, limits.host_processes_max)
  const named: Process[] = []
  for await (const some of slices(ids)) {
    for (const id of some) {
      const name = unlessGone(() => readFileSync(join(root, 'proc', id, 'comm'), 'utf8'))
      if (name !== null) named.push({ id, name: name.trim() })
    }
  }
  return named.length === 0 ? null : named
}

async function listenersOf(root: string, processes: readonly Process[]): Promise<Machine['listeners']> {
  const [four, six] = await Promise.all([text(join(root, 'proc/net/tcp')), text(join(root, 'proc/net/tcp6'))])
  if (four === null && six === null) return null
  const listeners = [...parseListeners(four ?? ''), ...parseListeners(six ?? '')]
  const owners = await ownersOf(root, processes, new Set(listeners.map((one) => one.inode)))
  return listeners.map((one) => ({ ...one, process: owners.get(one.inode) ?? null }))
}

/** Which process holds a socket; only those of our own user can be looked into. Of several that share one the first is told. */
async function ownersOf(root: string, processes: readonly Process[], inodes: ReadonlySet<string>): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  for (const { id, name } of processes) {
    if (owners.size === inodes.size) break
    const folder = join(root, 'proc', id, 'fd')
    for await (const some of slices(await readdir(folder).catch(() => []))) {
      for (const fd of some) {
        const inode = /^socket:\[(\d+)\]$/.exec(unlessGone(() => readlinkSync(join(folder, fd))) ?? '')?.[1]
        if (inode !== undefined && inodes.has(inode) && !owners.has(inode)) owners.set(inode, name)
      }
    }
  }
  return owners
}

/**
 * What the kernel tells of processes it has in its memory: thousands of answers of some microseconds each. Asked for one by one by way of a thread each would
 * wait behind everything else the server does, so they are asked for at once, some at a time; others get their turn in between.
 */
async function* slices(names: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < names.length; start += limits.host_looks_at_once) {
    if (start > 0) await setImmediate()
    yield names.slice(start, start + limits.host_looks_at_once)
  }
}

/** Null where it may not be seen, or has ended meanwhile. */
function unlessGone(look: () => string): string | null {
  try {
    return look()
  } catch {
    return null
  }
}

async function isSynchronised(root: string, processes: readonly string[]): Promise<boolean> {
  if ((await readFile(join(root, 'run/systemd/timesync/synchronized')).catch(() => null)) !== null) return true
  return processes.some((name) => ['chronyd', 'ntpd', 'ntpd-rs', 'openntpd', 'systemd-timesyn'].includes(name))
}

async function text(path: string): Promise<string | null> {
  const found = await read(path)
  return typeof found === 'string' ? null : found.text
}

/** The beginning of a file, as far as the limit goes. */
async function read(path: string): Promise<{ text: string } | 'missing' | 'unreadable'> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(limits.host_file_bytes_max), position: null })
      // Files of /proc come in pieces, a page at a time.
      let end = bytesRead
      for (let more = bytesRead; more > 0 && end < buffer.length; end += more) more = (await file.read(buffer, end, buffer.length - end, null)).bytesRead
      return { text: buffer.toString('utf8', 0, end) }
    } finally {
      await file.close()
    }
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'missing' : 'unreadable'
  }
}
