import { useWords } from '../words'
import type { Quality } from './model'

const BARS: Record<Quality, number> = { good: 3, fair: 2, poor: 1, lost: 0 }

/** How the line is, as bars and as a word. */
export function LineSign({ quality }: { quality: Quality }) {
  const words = useWords()
  const text = quality === 'lost' ? words.connect.reconnecting : words.header[quality]
  return (
    <span className="line-quality" role="img" aria-label={`${words.header.connection}: ${text}`}>
      <svg viewBox="0 0 20 16" aria-hidden="true" focusable="false">
        {[1, 2, 3].map(bar => (
          <rect key={bar} x={bar * 6 - 5} y={16 - bar * 5} width="4" height={bar * 5} className={bar <= BARS[quality] ? 'on' : 'off'} />
        ))}
      </svg>
      <span className={quality === 'lost' ? 'lost' : 'wide-only'}>{text}</span>
    </span>
  )
}
