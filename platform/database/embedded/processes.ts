/** What Linux says about running processes (proc(5)). Without /proc a process is known by its number only. */
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** A process beyond doubt: numbers are given again, a number with its start time on one boot is not. */
export type ProcessMark = { pid: number; started: string; boot: string }

/** The mark of a running process, null when there is none (a zombie counts as none). */
export function markOf(pid: number): ProcessMark | null {
  const started = startOf(pid)
  return started === null ? null : { pid, started, boot: bootId() }
}

/** Whether the very process that left this mark still runs. */
export function isRunning(mark: ProcessMark): boolean {
  if (mark.boot !== bootId()) return false
  const started = startOf(mark.pid)
  return started !== null && (started === '' || started === mark.started)
}

/** Numbers of all postgres processes that work in this data folder, found by their program and working directory. */
export function postgresIn(dataFolder: string): number[] {
  const home = realPath(dataFolder)
  if (home === null) return []
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    // A process of another account can not be read; one of ours always can.
    const program = linkOf(pid, 'exe')?.replace(/ \(deleted\)$/, '')
    return program?.endsWith('/postgres') === true && linkOf(pid, 'cwd') === home && startOf(pid) !== null
  })
}

/** Start time in clock ticks since boot; '' when the process is there but does not tell; null when it is gone. */
function startOf(pid: number): string | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return answers(pid) ? '' : null
  }
  // The name stands in brackets and may hold anything, also brackets; the state is the first field after it, the start time the twentieth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? '')
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return ''
  }
}

function linkOf(pid: number, name: 'exe' | 'cwd'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return null
  }
}

function realPath(folder: string): string | null {
  try {
    return realpathSync(folder)
  } catch {
    return null
  }
}
