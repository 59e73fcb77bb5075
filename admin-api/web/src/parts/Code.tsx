import { useMemo } from 'react'
import { encode, SIZE } from './qr'

/** A QR code, dark on white in any colour scheme, for cameras want it so. */
export function Code({ text, label }: { text: string; label: string }) {
  const path = useMemo(
    () =>
      encode(text)
        ?.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 3} ${y + 3}h1v1h-1z` : '')))
        .join('') ?? null,
    [text],
  )
  return path === null ? null : (
    <svg className="qr" viewBox={`0 0 ${SIZE + 6} ${SIZE + 6}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
