import { useWords } from '../words'
import type { Event } from './model'
import type { Band, Nothing, Remains } from './snapshot'
import { WhatRemains } from './TodayList'

interface Props {
  nothing: Nothing | null
  band: Band
  remains: Remains | null
  keepGoing: boolean
  tell: (event: Event) => void
}

/** Between calls: why there is no number and when there will be one. */
export function NothingCard({ nothing, band, remains, keepGoing, tell }: Props) {
  const words = useWords()
  return (
    <section className="card between">
      {nothing === null ? (
        <>
          <h2>{band.word}</h2>
          <p className="lead">{band.detail}</p>
        </>
      ) : (
        <>
          <h2>{nothing.sentence}</h2>
          <p className="lead">{nothing.when ?? (keepGoing ? words.nothing.unknown : words.detail.ready)}</p>
          {nothing.reasons.length > 0 && (
            <>
              <h3>{words.nothing.title}</h3>
              <ul className="reasons">
                {nothing.reasons.map(reason => (
                  <li key={reason.label}>
                    <strong className="digits">{reason.count.toLocaleString(words.locale)}</strong> {reason.label}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {remains !== null && <WhatRemains remains={nothing === null ? remains : { ...remains, callable: null, next: null }} />}
      <label className="tick">
        <input type="checkbox" checked={keepGoing} onChange={event => tell({ kind: 'keep-going', on: event.target.checked })} />
        <span>{words.header.next}</span>
      </label>
    </section>
  )
}
