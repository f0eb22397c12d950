/** Whether an address belongs to the school's own networks (option `school.networks`): tries from there are counted by themselves (B21). */
import { BlockList, isIP } from 'node:net'

/** `networks`: addresses or ranges ('10.1.0.0/16', '2001:db8::/48'). What is no network counts as none; it never throws. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  if (family === 0 || networks.length === 0) return false
  const list = new BlockList()
  for (const network of networks) addNetwork(list, network.trim())
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

/** IPv4 that came over an IPv6 socket is IPv4; a zone ('%eth0') is no part of an address. */
function plainAddress(address: string): string {
  return address.split('%')[0]!.replace(/^::ffff:(?=\d+\.)/i, '')
}

function addNetwork(list: BlockList, network: string): void {
  const [base = '', bits] = network.split('/')
  const family = isIP(base)
  const bits_max = family === 4 ? 32 : 128
  const prefix = bits === undefined ? bits_max : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN
  if (family === 0 || !(prefix <= bits_max)) return
  list.addSubnet(base, prefix, family === 4 ? 'ipv4' : 'ipv6')
}
