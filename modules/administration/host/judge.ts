/** What the machine says about itself, judged: green, yellow, red, or not to be seen from here. Pure. Nothing of it is a certificate (A14). */
import type { Listener, SshSettings } from './parse.ts'

export type State = 'good' | 'need' | 'danger' | 'unknown'
export type Check = 'ssh_root' | 'ssh_password' | 'ports' | 'remote_tools' | 'own_user' | 'root_password' | 'time'
/** `because` is a code with a sentence in the texts; `found` fills it: ports, names of programs. */
export type Finding = { check: Check; state: State; because: string; found: string[] }

/** What was seen; null where it could not be looked at. */
export type Machine = {
  ssh: { settings: SshSettings } | 'unreadable' | 'none'
  listeners: readonly (Listener & { process: string | null })[] | null
  processes: readonly string[] | null
  interfaces: readonly string[] | null
  ownUserId: number | null
  rootShell: string | null
  rootPassword: 'locked' | 'set' | 'empty' | null
  isTimeSynchronised: boolean | null
}

/** Programs for help from afar, by the name their process has. The first kind gives the screen or a shell, the second opens a net. */
const REMOTE_TOOLS: Readonly<Record<string, 'control' | 'net'>> = {
  teamviewerd: 'control', teamviewer: 'control', anydesk: 'control', rustdesk: 'control', meshagent: 'control', 'x11vnc': 'control', 'vncserver': 'control', xrdp: 'control', dwagent: 'control',
  'zerotier-one': 'net', tailscaled: 'net', 'wg-quick': 'net', openvpn: 'net', cloudflared: 'net', ngrok: 'net', frpc: 'net',
}
/** Doors that must not be open to the net: database, terminals without protection, screens. */
const DANGEROUS_PORTS = new Set([23, 111, 445, 2375, 3306, 3389, 5432, 5900, 5901, 6379, 27017])
const USUAL_PORTS = new Set([22, 80, 443])

/**
 * Judges one machine; `ownPort` is the port of this platform. In the example school (`isExample`) nothing is judged more mildly; only the sentence about root
 * says that it is the example that was started so.
 */
export function judgeMachine(machine: Machine, ownPort: number, { isExample = false } = {}): Finding[] {
  return [sshRoot(machine), sshPassword(machine), ports(machine, ownPort), remoteTools(machine), ownUser(machine, isExample), rootPasswordOf(machine), time(machine)]
}

const ORDER: readonly State[] = ['danger', 'need', 'unknown', 'good']

/** The state that stands for all of them. */
export function worstOf(findings: readonly Pick<Finding, 'state'>[]): State {
  return ORDER.find((state) => findings.some((finding) => finding.state === state)) ?? 'unknown'
}

const finding = (check: Check, state: State, because: string, found: readonly (string | number)[] = []): Finding => ({ check, state, because, found: found.map(String) })

function sshRoot({ ssh }: Machine): Finding {
  if (ssh === 'none') return finding('ssh_root', 'good', 'ssh_none')
  if (ssh === 'unreadable') return finding('ssh_root', 'unknown', 'ssh_unreadable')
  const { permitRootLogin, inMatch } = ssh.settings
  if (permitRootLogin === 'yes' || inMatch.permitRootLogin.includes('yes')) return finding('ssh_root', 'danger', 'ssh_root_yes')
  if (permitRootLogin === 'no' && inMatch.permitRootLogin.every((value) => value === 'no')) return finding('ssh_root', 'good', 'ssh_root_no')
  return finding('ssh_root', 'need', permitRootLogin === null ? 'ssh_root_default' : 'ssh_root_key')
}

function sshPassword({ ssh }: Machine): Finding {
  if (ssh === 'none') return finding('ssh_password', 'good', 'ssh_none')
  if (ssh === 'unreadable') return finding('ssh_password', 'unknown', 'ssh_unreadable')
  const { passwordAuthentication, inMatch } = ssh.settings
  // Not written down means yes.
  if (passwordAuthentication === null) return finding('ssh_password', 'danger', 'ssh_password_default')
  if (passwordAuthentication !== 'no') return finding('ssh_password', 'danger', 'ssh_password_yes')
  return inMatch.passwordAuthentication.some((value) => value !== 'no') ? finding('ssh_password', 'need', 'ssh_password_match') : finding('ssh_password', 'good', 'ssh_password_no')
}

function ports({ listeners }: Machine, ownPort: number): Finding {
  if (listeners === null) return finding('ports', 'unknown', 'not_linux')
  const open = listeners.filter((one) => !one.isLoopback)
  const name = (one: (typeof open)[number]) => (one.process === null ? String(one.port) : `${one.port} (${one.process})`)
  const sorted = (list: typeof open) => [...new Set([...list].sort((a, b) => a.port - b.port).map(name))]
  const dangerous = open.filter((one) => DANGEROUS_PORTS.has(one.port))
  if (dangerous.length > 0) return finding('ports', 'danger', 'ports_dangerous', sorted(dangerous))
  const others = open.filter((one) => !USUAL_PORTS.has(one.port) && one.port !== ownPort)
  return others.length > 0 ? finding('ports', 'need', 'ports_others', sorted(others)) : finding('ports', 'good', 'ports_usual', sorted(open))
}

function remoteTools({ processes, interfaces }: Machine): Finding {
  if (processes === null) return finding('remote_tools', 'unknown', 'not_linux')
  const running = [...new Set(processes.map((name) => name.toLowerCase()))]
  const kinds = running.flatMap((name) => (REMOTE_TOOLS[name] === undefined ? [] : [{ name, kind: REMOTE_TOOLS[name] }]))
  // WireGuard lives in the kernel: its worker threads and its net show that it is there.
  if (running.some((name) => name.startsWith('wg-crypt')) || (interfaces ?? []).some((name) => /^wg\d*$|^wg-/.test(name))) kinds.push({ name: 'wireguard', kind: 'net' })
  const control = kinds.filter(({ kind }) => kind === 'control').map(({ name }) => name)
  if (control.length > 0) return finding('remote_tools', 'danger', 'remote_control', control.sort())
  return kinds.length > 0 ? finding('remote_tools', 'need', 'remote_net', [...new Set(kinds.map(({ name }) => name))].sort()) : finding('remote_tools', 'good', 'remote_none')
}

function ownUser({ ownUserId }: Machine, isExample: boolean): Finding {
  if (ownUserId === null) return finding('own_user', 'unknown', 'not_linux')
  return ownUserId === 0 ? finding('own_user', 'danger', isExample ? 'own_user_root_example' : 'own_user_root') : finding('own_user', 'good', 'own_user_plain')
}

function rootPasswordOf({ rootPassword, rootShell, ownUserId }: Machine): Finding {
  if (rootPassword === 'empty') return finding('root_password', 'danger', 'root_password_empty')
  if (rootPassword === 'locked') return finding('root_password', 'good', 'root_password_locked')
  if (rootShell !== null && /\/(nologin|false)$/.test(rootShell)) return finding('root_password', 'good', 'root_no_shell')
  if (rootPassword === 'set') return finding('root_password', ownUserId === 0 ? 'need' : 'danger', ownUserId === 0 ? 'root_password_set' : 'root_password_readable')
  return finding('root_password', 'unknown', 'root_password_hidden')
}

function time({ isTimeSynchronised }: Machine): Finding {
  if (isTimeSynchronised === null) return finding('time', 'unknown', 'not_linux')
  return isTimeSynchronised ? finding('time', 'good', 'time_set') : finding('time', 'need', 'time_alone')
}
