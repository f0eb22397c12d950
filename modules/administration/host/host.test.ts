/** The self-test of the machine: files as they are on real machines, a machine of files, and this machine with a process of a telling name. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHook } from 'node:async_hooks'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { judgeMachine, worstOf } from './judge.ts'
import type { Machine } from './judge.ts'
import { lookAtMachine } from './look.ts'
import { parseListeners, parseSshd, rootPassword, rootShell } from './parse.ts'

const QUIET: Machine = { ssh: 'none', listeners: [], processes: ['init'], interfaces: ['lo', 'eth0'], ownUserId: 1000, rootShell: '/bin/bash', rootPassword: 'locked', isTimeSynchronised: true }
const of = (more: Partial<Machine>, check: string) => {
  const found = judgeMachine({ ...QUIET, ...more }, 8000).find((one) => one.check === check)!
  return [found.state, found.because, ...found.found]
}
const ssh = (text: string) => ({ ssh: { settings: parseSshd(text) } })

describe('sshd_config', () => {
  test('the first value counts, remarks and capitals do not, and a match is for some', () => {
    const settings = parseSshd('# PermitRootLogin yes\nPermitRootLogin no\n  permitrootlogin yes # later\nPasswordAuthentication=No\nMatch User klaus\n PasswordAuthentication yes\n')
    assert.deepEqual([settings.permitRootLogin, settings.passwordAuthentication, settings.inMatch.passwordAuthentication], ['no', 'no', ['yes']])
    const all = parseSshd('Match Address 10.0.0.0/8\nPermitRootLogin yes\nMatch all\nPasswordAuthentication no')
    assert.deepEqual([all.permitRootLogin, all.passwordAuthentication, all.inMatch.permitRootLogin], [null, 'no', ['yes']])
  })

  test('included files come where they stand, and a circle ends', () => {
    const files: Record<string, string[]> = { '/etc/ssh/sshd_config.d/*.conf': ['PasswordAuthentication yes', 'PasswordAuthentication no'], loop: ['Include loop\nPermitRootLogin no'] }
    const include = (pattern: string) => files[pattern] ?? []
    assert.equal(parseSshd('Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication no', include).passwordAuthentication, 'yes')
    assert.equal(parseSshd('PasswordAuthentication no\nInclude /etc/ssh/sshd_config.d/*.conf', include).passwordAuthentication, 'no')
    assert.equal(parseSshd('Include loop', include).permitRootLogin, 'no')
  })

  test('judged: what is not written counts as sshd takes it', () => {
    assert.deepEqual(of(ssh('PermitRootLogin yes'), 'ssh_root'), ['danger', 'ssh_root_yes'])
    assert.deepEqual(of(ssh('PermitRootLogin prohibit-password'), 'ssh_root'), ['need', 'ssh_root_key'])
    assert.deepEqual(of(ssh(''), 'ssh_root'), ['need', 'ssh_root_default'])
    assert.deepEqual(of(ssh('PermitRootLogin no'), 'ssh_root'), ['good', 'ssh_root_no'])
    assert.deepEqual(of(ssh('PermitRootLogin no\nMatch Address 10.0.0.0/8\nPermitRootLogin yes'), 'ssh_root'), ['danger', 'ssh_root_yes'])
    assert.deepEqual(of(ssh(''), 'ssh_password'), ['danger', 'ssh_password_default'])
    assert.deepEqual(of(ssh('PasswordAuthentication no'), 'ssh_password'), ['good', 'ssh_password_no'])
    assert.deepEqual(of(ssh('PasswordAuthentication no\nMatch User x\nPasswordAuthentication yes'), 'ssh_password'), ['need', 'ssh_password_match'])
    assert.deepEqual(of({ ssh: 'unreadable' }, 'ssh_password'), ['unknown', 'ssh_unreadable'])
    assert.deepEqual(of({ ssh: 'none' }, 'ssh_password'), ['good', 'ssh_none'])
  })
})

describe('listening sockets', () => {
  const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   108        0 20001 1 0000000000000000 100 0 0 10 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20002 1 0000000000000000 100 0 0 10 0
   2: 0A00A8C0:1F40 0B00A8C0:D431 01 00000000:00000000 00:00000000 00000000  1000        0 20003 1 0000000000000000 100 0 0 10 0
 rubbish`
  const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000   108        0 30001 1
   1: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 30002 1
   2: 0000000000000000FFFF00000100007F:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 30003 1`

  test('read with their addresses; connections and broken lines are none', () => {
    assert.deepEqual(parseListeners(TCP), [{ address: '127.0.0.1', port: 5432, inode: '20001', isLoopback: true }, { address: '0.0.0.0', port: 22, inode: '20002', isLoopback: false }])
    assert.deepEqual(parseListeners(TCP6).map((one) => [one.address, one.port, one.isLoopback]), [['::1', 5432, true], ['::', 443, false], ['127.0.0.1', 80, true]])
  })

  test('judged: a database for everybody is red, for this machine only it is nothing', () => {
    const at = (port: number, process: string | null = null, isLoopback = false) => ({ address: '0.0.0.0', port, inode: '1', isLoopback, process })
    assert.deepEqual(of({ listeners: [at(5432), at(22)] }, 'ports'), ['danger', 'ports_dangerous', '5432'])
    assert.deepEqual(of({ listeners: [at(5432, null, true), at(443), at(8000)] }, 'ports'), ['good', 'ports_usual', '443', '8000'])
    assert.deepEqual(of({ listeners: [at(9999, 'spiel'), at(22)] }, 'ports'), ['need', 'ports_others', '9999 (spiel)'])
    assert.deepEqual(of({ listeners: null }, 'ports'), ['unknown', 'not_linux'])
  })
})

describe('the rest of the machine', () => {
  test('programs for help from afar by the name of their process', () => {
    assert.deepEqual(of({ processes: ['bash', 'teamviewerd', 'anydesk', 'anydesk'] }, 'remote_tools'), ['danger', 'remote_control', 'anydesk', 'teamviewerd'])
    for (const name of ['rustdesk', 'meshagent', 'AnyDesk']) assert.equal(of({ processes: [name] }, 'remote_tools')[0], 'danger', name)
    for (const name of ['tailscaled', 'zerotier-one']) assert.deepEqual(of({ processes: [name] }, 'remote_tools'), ['need', 'remote_net', name])
    assert.deepEqual(of({ processes: ['wg-crypt-wg0'], interfaces: ['lo', 'wg0'] }, 'remote_tools'), ['need', 'remote_net', 'wireguard'])
    assert.deepEqual(of({ processes: ['node', 'postgres', 'mydesk'] }, 'remote_tools'), ['good', 'remote_none'])
  })

  test('root: locked, set, empty, hidden, and a shadow that a plain program can read', () => {
    const shadow = (hash: string) => rootPassword(`daemon:*:1::::::\nroot:${hash}:19000:0:99999:7:::\n`)
    assert.deepEqual([shadow('!'), shadow('*'), shadow('!$y$j9T$x'), shadow('$y$j9T$x'), shadow(''), rootPassword('daemon:*:1')], ['locked', 'locked', 'locked', 'set', 'empty', null])
    assert.equal(rootShell('root:x:0:0:root:/root:/usr/sbin/nologin\n'), '/usr/sbin/nologin')
    assert.deepEqual(of({ rootPassword: null }, 'root_password'), ['unknown', 'root_password_hidden'])
    assert.deepEqual(of({ rootPassword: 'set' }, 'root_password'), ['danger', 'root_password_readable'])
    assert.deepEqual(of({ rootPassword: 'empty' }, 'root_password'), ['danger', 'root_password_empty'])
    assert.deepEqual(of({ ownUserId: 0 }, 'own_user'), ['danger', 'own_user_root'])
    assert.deepEqual(of({ isTimeSynchronised: false }, 'time'), ['need', 'time_alone'])
  })

  test('the worst stands for all', () => {
    assert.equal(worstOf([{ state: 'good' }, { state: 'need' }, { state: 'danger' }]), 'danger')
    assert.equal(worstOf([{ state: 'good' }, { state: 'unknown' }]), 'unknown')
    assert.equal(worstOf(judgeMachine(QUIET, 8000)), 'good')
    // The example school is judged as strictly; it only says that it is one.
    const example = judgeMachine({ ...QUIET, ownUserId: 0 }, 8000, { isExample: true }).find((one) => one.check === 'own_user')!
    assert.deepEqual([example.state, example.because], ['danger', 'own_user_root_example'])
    assert.deepEqual(of({ ownUserId: 0 }, 'own_user'), ['danger', 'own_user_root'])
  })
})

describe('looking', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schulhof-host-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const put = async (root: string, files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
  }

  test('a machine of files: settings, included ones, sockets with their processes, the clock', async () => {
    const root = join(folder, 'machine')
    await put(root, {
      'etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\n', 'etc/ssh/sshd_config.d/10-school.conf': 'PermitRootLogin no\n', 'etc/ssh/sshd_config.d/20.off': 'PermitRootLogin yes\n',
      'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n', 'proc/7/comm': 'anydesk\n', 'proc/8/comm': 'chronyd\n',
      'proc/net/tcp': 'head\n 0: 00000000:1F91 00000000:0000 0A 0:0 0:0 0 0 0 4711 1\n', 'sys/class/net/wg0/x': '',
    })
    await mkdir(join(root, 'proc/7/fd'), { recursive: true })
    await symlink('socket:[4711]', join(root, 'proc/7/fd/3'))
    const machine = await lookAtMachine(root, 1000)
    const judged = new Map(judgeMachine(machine, 8000).map((one) => [one.check, one]))
    assert.deepEqual(judged.get('ssh_root')?.because, 'ssh_root_no')
    assert.deepEqual(judged.get('ports')?.found, ['8081 (anydesk)'])
    assert.deepEqual(judged.get('remote_tools')?.found, ['anydesk'])
    assert.deepEqual([judged.get('time')?.state, judged.get('root_password')?.state], ['good', 'unknown'])
  })

  test('a thousand open files are asked about at once, not by way of a thread each, and others get their turn in between', async () => {
    const root = join(folder, 'many')
    await put(root, { 'proc/7/comm': 'first\n', 'proc/8/comm': 'second\n', 'proc/net/tcp': 'head\n 0: 00000000:1F91 00000000:0000 0A 0:0 0:0 0 0 0 4711 1\n 1: 00000000:1F92 00000000:0000 0A 0:0 0:0 0 0 0 4712 1\n' })
    for (const id of ['7', '8']) {
      await mkdir(join(root, 'proc', id, 'fd'), { recursive: true })
      await Promise.all(Array.from({ length: 500 }, (_, fd) => symlink(fd === 499 ? 'socket:[4711]' : `socket:[${fd}]`, join(root, 'proc', id, 'fd', `${fd}`))))
    }
    let asked = 0
    const threads = createHook({ init: (_id, type) => void (type.startsWith('FSREQ') && asked++) }).enable()
    let turns = 0
    let isLooking = true
    const turn = () => isLooking && (turns++, setImmediate(turn))
    setImmediate(turn)
    const machine = await lookAtMachine(root, 1000)
    isLooking = false
    threads.disable()
    assert.deepEqual(machine.listeners!.map(({ port, process: name }) => [port, name]), [[8081, 'first'], [8082, null]])
    assert.ok(asked < 100, `${asked} things were asked of threads`)
    assert.ok(turns >= 8, `others had ${turns} turns`)
  })

  test('a machine that shows nothing is not called good', async () => {
    const judged = judgeMachine(await lookAtMachine(join(folder, 'nothing'), 1000), 8000)
    for (const { check, state } of judged) assert.equal(state, check.startsWith('ssh') ? 'good' : 'unknown', check)
  })

  test('this machine: a running program named anydesk and an open socket are seen, and gone when they are', { skip: process.platform !== 'linux' }, async () => {
    const path = join(folder, 'anydesk')
    await writeFile(path, '#!/bin/sh\nread line\n')
    await chmod(path, 0o755)
    const child = spawn(path, { stdio: ['pipe', 'ignore', 'ignore'] })
    await once(child, 'spawn')
    const server = createServer().listen(0, '0.0.0.0')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const sees = async () => {
      const machine = await lookAtMachine()
      return { tool: machine.processes!.includes('anydesk'), socket: machine.listeners!.find((one) => one.port === port && !one.isLoopback) }
    }
    // The name is the script's from its start on; the fork before it has another one.
    let seen = await sees()
    while (!seen.tool) seen = await sees()
    assert.ok(seen.socket?.process, 'our own socket is told with its process')
    server.close()
    child.stdin.end()
    await once(child, 'exit')
    const then = await sees()
    assert.deepEqual([then.tool, then.socket], [false, undefined])
  })
})
