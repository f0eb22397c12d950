/** Reads what a Linux machine writes about itself: settings of sshd, listening sockets, processes. Pure over texts; what is odd is left out, never guessed. */

export type SshSettings = {
  /** The first value of each setting that holds for everybody, in lower case; null where none is written. */
  permitRootLogin: string | null
  passwordAuthentication: string | null
  /** Values inside of Match blocks: they hold for some. */
  inMatch: { permitRootLogin: string[]; passwordAuthentication: string[] }
}

/**
 * The settings of an sshd_config with its included files. sshd takes the first value it meets; `include` gives the texts of the files a pattern names, in
 * their order. `depth` ends circles.
 */
export function parseSshd(text: string, include: (pattern: string) => readonly string[] = () => [], depth = 4): SshSettings {
  const found: SshSettings = { permitRootLogin: null, passwordAuthentication: null, inMatch: { permitRootLogin: [], passwordAuthentication: [] } }
  let isInMatch = false
  for (const [key, value] of linesOf(text)) {
    if (key === 'match') isInMatch = value.toLowerCase() !== 'all'
    else if (key === 'include' && depth > 0) {
      for (const pattern of value.split(/\s+/)) for (const inner of include(pattern)) merge(found, parseSshd(inner, include, depth - 1), isInMatch)
    } else if (key === 'permitrootlogin') take(found, 'permitRootLogin', value.toLowerCase(), isInMatch)
    else if (key === 'passwordauthentication') take(found, 'passwordAuthentication', value.toLowerCase(), isInMatch)
  }
  return found
}

export type Listener = { address: string; port: number; inode: string; isLoopback: boolean }

/** The sockets of /proc/net/tcp or tcp6 that listen (state 0A), with their addresses in the usual spelling. */
export function parseListeners(text: string): Listener[] {
  return text.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
    const parts = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/i.exec(local ?? '')
    if (parts === null || state?.toUpperCase() !== '0A') return []
    const bytes = bytesOf(parts[1]!)
    return [{ address: addressOf(bytes), port: Number.parseInt(parts[2]!, 16), inode: inode ?? '', isLoopback: isLoopback(bytes) }]
  })
}

/** The login shell of root in /etc/passwd; null when there is no such line. */
export function rootShell(passwd: string): string | null {
  const line = passwd.split('\n').find((one) => one.startsWith('root:'))
  return line?.split(':')[6]?.trim() ?? null
}

/** Whether root has a password in /etc/shadow: locked ('!', '*' in front), set, or empty; null when there is no such line. */
export function rootPassword(shadow: string): 'locked' | 'set' | 'empty' | null {
  const hash = shadow.split('\n').find((one) => one.startsWith('root:'))?.split(':')[1]
  if (hash === undefined) return null
  return hash === '' ? 'empty' : /^[!*]/.test(hash) ? 'locked' : 'set'
}

type Key = 'permitRootLogin' | 'passwordAuthentication'

function take(found: SshSettings, key: Key, value: string, isInMatch: boolean): void {
  if (isInMatch) found.inMatch[key].push(value)
  else found[key] ??= value
}

function merge(found: SshSettings, inner: SshSettings, isInMatch: boolean): void {
  for (const key of ['permitRootLogin', 'passwordAuthentication'] as const) {
    if (inner[key] !== null) take(found, key, inner[key], isInMatch)
    found.inMatch[key].push(...inner.inMatch[key])
  }
}

/** Keyword and value of each line that is neither empty nor a remark; `keyword value` and `keyword=value` are the same. */
function linesOf(text: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const parts = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line.replace(/(^|\s)#.*$/, ''))
    return parts === null ? [] : [[parts[1]!.toLowerCase(), parts[2]!.replace(/^"(.*)"$/, '$1')]]
  })
}

/** The kernel writes addresses as words of 32 bits in the order of the machine (little endian on all that we run on). */
function bytesOf(hex: string): number[] {
  return (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse())
}

function isLoopback(bytes: readonly number[]): boolean {
  const four = fourOf(bytes)
  return four !== null ? four[0] === 127 : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1
}

/** IPv4, also where it stands inside of an IPv6 address. */
function fourOf(bytes: readonly number[]): readonly number[] | null {
  if (bytes.length === 4) return bytes
  return bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255 ? bytes.slice(12) : null
}

function addressOf(bytes: readonly number[]): string {
  const four = fourOf(bytes)
  if (four !== null) return four.join('.')
  const words = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2]! << 8) | bytes[index * 2 + 1]!).toString(16))
  return words.every((word) => word === '0') ? '::' : words.join(':').replace(/(^|:)0(:0)+(:|$)/, '::')
}
