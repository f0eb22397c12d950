/** The part of an address that says where a fault comes from and not whose it is: /24 of IPv4, /48 of IPv6. */
import { isIP } from 'node:net'

/** Null for what is no address. IPv4 that came over an IPv6 socket is IPv4; a zone ('%eth0') is no part of an address. */
export function networkOf(address: string): string | null {
  const plain = address.split('%')[0]!.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain)
  if (family === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`
  if (family !== 6) return null
  const [front = ''] = plain.toLowerCase().split('::')
  const groups = front === '' ? [] : front.split(':')
  const first = [...groups, '0', '0', '0'].slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/48`
}
