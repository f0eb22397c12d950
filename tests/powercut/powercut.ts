/**
 * npm run test:powercut: a disk of its own (a file as a loop device) loses its power in the middle of storing, again and again; everything that was acknowledged must be
 * there afterwards. kill -9 can't show that, for the system keeps what a dead process wrote. Two variants that forget to sync prove that the test would see it.
 * Needs root, loop devices and ext4 (its shutdown ioctl drops what was not synced); elsewhere it says so and ends well.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { accessSync, chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Breakage } from './victim.ts'

const ROUNDS = Number(process.env['POWER_CUTS'] ?? 5)
const DISK_BYTES = 2_000_000_000
const victim = new URL('victim.ts', import.meta.url).pathname
/** EXT4_IOC_SHUTDOWN without flushing its log: everything that is not on the disk is gone. */
const CUT = 'open(my $d, "<", $ARGV[0]) or die $!; my $f = pack("L", 2); ioctl($d, 0x8004587d, $f) or die $!;'

const missing = whatIsMissing()
if (missing !== null) process.stdout.write(`Der Stromausfall lässt sich hier nicht prüfen: ${missing}.\n`)
else {
  const faults: string[] = []
  for (const [breakage, rounds] of [['nothing', ROUNDS], ['files are not synced', 1], ['commits are not synced', 3]] as const) {
    const { acknowledged, lost, damaged } = await cutAgain(breakage, rounds)
    process.stdout.write(`${breakage.padEnd(24)} ${rounds} power cuts, ${acknowledged} acknowledged, ${lost} of them lost, ${damaged} missing, damaged or unknown for verify\n`)
    if (acknowledged < rounds * 20) faults.push(`${breakage}: too little was acknowledged to say anything`)
    if (breakage === 'nothing' && lost + damaged > 0) faults.push('what was acknowledged is lost')
    if (breakage !== 'nothing' && lost === 0) faults.push(`the control "${breakage}" lost nothing: this test sees nothing`)
  }
  for (const fault of faults) process.stdout.write(`FAILED: ${fault}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}

function whatIsMissing(): string | null {
  if (process.getuid?.() !== 0) return 'dafür braucht es root'
  for (const tool of ['mkfs.ext4', 'losetup', 'mount', 'umount', 'perl']) if (spawnSync(tool, ['--version']).error !== undefined) return `${tool} fehlt`
  try {
    accessSync('/dev/loop-control')
  } catch {
    return 'es gibt keine Loop-Geräte'
  }
  return null
}

async function cutAgain(breakage: Breakage, rounds: number): Promise<{ acknowledged: number; lost: number; damaged: number }> {
  const base = mkdtempSync(join(tmpdir(), 'schulhof-power-'))
  const [image, disk] = [join(base, 'image'), join(base, 'disk')]
  // PostgreSQL runs under an account of its own and has to pass.
  chmodSync(base, 0o755)
  mkdirSync(disk)
  try {
    execFileSync('truncate', ['-s', String(DISK_BYTES), image])
    execFileSync('mkfs.ext4', ['-q', image])
    mount(image, disk)
    run('make', disk, breakage)
    // The founding is not what is tested.
    execFileSync('sync')
    const acknowledged: string[] = []
    let [lost, damaged] = [0, 0]
    for (let round = 0; round < rounds; round++) {
      acknowledged.push(...(await storeUntilCut(disk, breakage)))
      await unmount(disk)
      mount(image, disk)
      const told = JSON.parse(run('verify', disk, breakage, acknowledged.join('\n'))) as { lost: number; faults: number }
      ;[lost, damaged] = [Math.max(lost, told.lost), Math.max(damaged, told.faults)]
    }
    return { acknowledged: acknowledged.length, lost, damaged }
  } finally {
    await unmount(disk).catch(() => {})
    rmSync(base, { recursive: true, force: true })
  }
}

/** What was acknowledged until the power went. */
async function storeUntilCut(disk: string, breakage: Breakage): Promise<string[]> {
  const child = spawn(process.execPath, [victim, 'store', disk, breakage], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let [told, said] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const opened = Promise.withResolvers<number>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    const pid = /^open (\d+)$/m.exec(told)?.[1]
    if (pid !== undefined) opened.resolve(Number(pid))
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  child.on('close', () => opened.reject(new Error(`the school did not come up: ${said}`)))
  const postmaster = await opened.promise
  await pause(1_000 + Math.random() * 1_000)
  execFileSync('perl', ['-e', CUT, disk])
  for (const pid of [child.pid!, postmaster]) spawnSync('kill', ['-9', String(pid)])
  await ended
  // The last line may be half a one.
  return told.split('\n').slice(0, -1).filter((line) => /^[0-9a-f-]{36} [0-9a-f]{64}$/.test(line))
}

function run(act: 'make' | 'verify', disk: string, breakage: Breakage, input = ''): string {
  return execFileSync(process.execPath, [victim, act, disk, breakage], { input, encoding: 'utf8', maxBuffer: 64_000_000, stdio: ['pipe', 'pipe', 'inherit'] })
}

function mount(image: string, disk: string): void {
  execFileSync('mount', ['-o', 'loop', image, disk])
}

/** Processes of the database hold the disk for a moment after their death. */
async function unmount(disk: string): Promise<void> {
  for (let tries = 0; spawnSync('umount', [disk]).status !== 0; tries++) {
    if (tries > 100) throw new Error(`${disk} does not come off`)
    await pause(100)
  }
}
