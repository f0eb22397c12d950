import { encode } from 'uqr'

/** One path for all dark squares, runs of neighbours joined; the quiet zone of four squares is part of the side. */
export function drawQr(text: string): { path: string; side: number } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const runs: string[] = []
  for (const [y, row] of data.entries()) {
    let x = 0
    while (x < row.length) {
      const start = x
      while (row[x]) x += 1
      if (x > start) runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`)
      else x += 1
    }
  }
  return { path: runs.join(''), side: size }
}
