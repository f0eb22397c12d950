import { useMemo } from 'react'
import { encode } from 'uqr'

/**
 * A QR code as SVG, black on white in both themes and on paper. `text` is what is read from it; `label` says what it is for.
 * Error correction M: a crease or a stain on a paper slip does no harm.
 */
export function QrCode({ text, label, size = '8rem' }: { text: string; label: string; size?: string }) {
  const { path, side } = useMemo(() => drawQr(text), [text])
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}

/** One path for all dark squares, runs of neighbours joined; the quiet zone of four squares is part of the side. */
function drawQr(text: string): { path: string; side: number } {
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
