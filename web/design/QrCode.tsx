import { useMemo } from 'react'
import { drawQr } from './qr-path.ts'

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
