// Mute, volume and how the line is, in the band of the call screen.
import { useWords } from '../words'
import type { Voice } from './model'

interface Props {
  voice: Voice
  muted: boolean
  onMute: (muted: boolean) => void
  onVolume: (share: number) => void
}

export function VoiceControls({ voice, muted, onMute, onVolume }: Props) {
  const words = useWords()
  const quality = voice.at === 'up' ? voice.quality : 'lost'
  const bars = { good: 3, fair: 2, poor: 1, lost: 0 }[quality]
  const text = quality === 'lost' ? words.connect.reconnecting : words.header[quality]
  return (
    <div className="voice">
      <span className="line-quality" role="img" aria-label={`${words.header.connection}: ${text}`}>
        <svg viewBox="0 0 20 16" aria-hidden="true" focusable="false">
          {[1, 2, 3].map(bar => (
            <rect key={bar} x={bar * 6 - 5} y={16 - bar * 5} width="4" height={bar * 5} className={bar <= bars ? 'on' : 'off'} />
          ))}
        </svg>
        <span className={quality === 'lost' ? 'lost' : 'wide-only'}>{text}</span>
      </span>
      <button type="button" aria-pressed={muted} onClick={() => onMute(!muted)}>
        {muted ? words.action.UNMUTE : words.action.MUTE}
        <kbd aria-hidden="true">M</kbd>
      </button>
      <label className="wide-only">
        <span className="hidden">{words.action.VOLUME}</span>
        <input type="range" min="0" max="1" step="0.05" defaultValue="1" onChange={event => onVolume(Number(event.target.value))} />
      </label>
    </div>
  )
}
