/** Bech32 (BIP 173) without its limit of length: letters and digits with a checksum of six signs that finds any four that were written wrong. Pure. */

const SIGNS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

/** `prefix1data` in small letters. */
export function toBech32(prefix: string, bytes: Uint8Array): string {
  const data = regroup(bytes, 8, 5, true)!
  const sum = checksum(prefix, data)
  return `${prefix}1${[...data, ...sum].map((value) => SIGNS[value]).join('')}`
}

/** The bytes behind the prefix; null when the text has another prefix, mixed case or a wrong sign anywhere. */
export function fromBech32(prefix: string, text: string): Buffer | null {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return null
  const small = text.toLowerCase()
  if (!small.startsWith(`${prefix}1`)) return null
  const values = Array.from(small.slice(prefix.length + 1), (sign) => SIGNS.indexOf(sign))
  if (values.length < CHECKSUM_SIGNS || values.includes(-1)) return null
  if (polymod([...expanded(prefix), ...values]) !== 1) return null
  const bytes = regroup(values.slice(0, -CHECKSUM_SIGNS), 5, 8, false)
  return bytes === null ? null : Buffer.from(bytes)
}

const CHECKSUM_SIGNS = 6
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

function polymod(values: readonly number[]): number {
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (const [bit, part] of GENERATOR.entries()) if ((top >>> bit) & 1) sum ^= part
  }
  return sum >>> 0
}

function expanded(prefix: string): number[] {
  const codes = [...prefix].map((sign) => sign.charCodeAt(0))
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)]
}

function checksum(prefix: string, data: readonly number[]): number[] {
  const sum = polymod([...expanded(prefix), ...data, 0, 0, 0, 0, 0, 0]) ^ 1
  return Array.from({ length: CHECKSUM_SIGNS }, (_, index) => (sum >>> (5 * (CHECKSUM_SIGNS - 1 - index))) & 31)
}

/** Bits in other portions. Null when what is left over is no padding. */
function regroup(values: Iterable<number>, from: number, to: number, pads: boolean): number[] | null {
  const out: number[] = []
  let [bits, held] = [0, 0]
  for (const value of values) {
    held = ((held << from) | value) & 0xfff
    bits += from
    while (bits >= to) {
      bits -= to
      out.push((held >>> bits) & ((1 << to) - 1))
    }
  }
  const rest = (held << (to - bits)) & ((1 << to) - 1)
  if (pads) return bits === 0 ? out : [...out, rest]
  return bits >= from || rest !== 0 ? null : out
}
