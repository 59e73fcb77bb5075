// Mute, volume and how the line is, in the band of the call screen.
import { useWords } from '../words'
import { LineSign } from './LineSign'
import type { Voice } from './model'

interface Props {
  voice: Voice
  muted: boolean
  onMute: (muted: boolean) => void
  onVolume: (share: number) => void
}

export function VoiceControls({ voice, muted, onMute, onVolume }: Props) {
  const words = useWords()
  return (
    <div className="voice">
      <LineSign quality={voice.at === 'up' ? voice.quality : 'lost'} />
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
