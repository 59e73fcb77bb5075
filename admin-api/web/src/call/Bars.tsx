import type { ReactNode } from 'react'
import { Mark, LanguageChoice } from '../parts/Page'
import { stopwatch } from '../words/format'
import { useWords } from '../words'
import type { Band, Header, Tone } from './snapshot'

export function HeaderBar({ header, now, name }: { header: Header; now: number; name: string }) {
  const words = useWords()
  return (
    <header className="call-head">
      <span className="mark">
        <Mark />
        <span className="wide-only">{words.app}</span>
      </span>
      <h1 className="project-name">{header.project}</h1>
      <dl className="facts">
        {header.callerId !== null && (
          <div className="wide-only">
            <dt>{words.header.callerId}</dt>
            <dd>{header.callerId}</dd>
          </div>
        )}
        {header.callsToday !== null && (
          <div className="wide-only">
            <dd>{words.header.calls(header.callsToday)}</dd>
          </div>
        )}
        <div className="wide-only">
          <dt className="hidden">{words.header.connection}</dt>
          <dd>{header.mode}</dd>
        </div>
        <div>
          <dt className="hidden">{words.header.timer}</dt>
          <dd className="digits">{stopwatch(now - header.startedAt)}</dd>
        </div>
        <div className="wide-only">
          <dd>{name}</dd>
        </div>
      </dl>
      <span className="wide-only">
        <LanguageChoice />
      </span>
    </header>
  )
}

/** Says the state as a word, a shape and a colour; read out when it changes. */
export function BandBar({ band, now, voice }: { band: Band; now: number; voice?: ReactNode }) {
  const words = useWords()
  return (
    <section className={'band ' + band.tone} aria-label={words.header.call}>
      <Shape tone={band.tone} />
      <p className="band-text" role="status">
        <strong>{band.word}</strong>
        <span className="band-detail">{band.detail}</span>
      </p>
      {band.since !== null && (
        <span className="band-watch digits" role="timer" aria-live="off">
          {stopwatch(now - band.since)}
        </span>
      )}
      {voice}
    </section>
  )
}

const SHAPES: Record<Tone, string> = {
  ready: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12z',
  quiet: 'M4 11h3v3H4zm6.5 0h3v3h-3zM17 11h3v3h-3z',
  preview: 'M12 3a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM3 21c0-4.5 4-6.5 9-6.5s9 2 9 6.5z',
  dialing: 'M4 10h4l3-5 3 14 3-9h3v3h-1l-4 10-4-13-2 3H4z',
  ringing: 'M12 2a6 6 0 0 1 6 6v5l2 3H4l2-3V8a6 6 0 0 1 6-6zM9 18h6a3 3 0 0 1-6 0z',
  talking: 'M3 4h18v12h-9l-5 5v-5H3z',
  write: 'M15.5 3.5l5 5L8 21H3v-5z',
  paused: 'M6 4h4v16H6zm8 0h4v16h-4z',
  lost: 'M12 2l11 19H1zm-1.2 7v6h2.4V9zm0 7.5v2.4h2.4v-2.4z',
}

function Shape({ tone }: { tone: Tone }) {
  return (
    <svg className="band-shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={SHAPES[tone]} />
    </svg>
  )
}
