import { useState } from 'react'
import { clock, when } from '../words/format'
import { useWords } from '../words'
import { freshId } from '../wire/id'
import type { Event } from './model'
import type { Snapshot } from './snapshot'

interface Props {
  snapshot: Snapshot
  /** Server time when the sheet was opened. */
  now: number
  tell: (event: Event) => void
}

const MINUTES = [30, 60, 120]
const MINUTE_MS = 60_000

/** When to call back. Whether anybody may be called then is the server's to say; it offers the next possible time. */
export function CallBack({ snapshot, now: opened, tell }: Props) {
  const words = useWords()
  const [now] = useState(opened)
  const [typed, setTyped] = useState(() => local(roundUp(now + 60 * MINUTE_MS)))
  const person = snapshot.people.find(one => one.selected)
  const code = snapshot.outcomes.flatMap(group => group.buttons).find(button => button.action === 'CALL_BACK')?.code ?? 'CALL_BACK'
  const save = (instant: number) => tell({ kind: 'say', code, key: freshId(), callBackAt: new Date(instant).toISOString() })
  const tomorrow = [10, 14, 18].map(hour => {
    const date = new Date(now)
    date.setDate(date.getDate() + 1)
    date.setHours(hour, 0, 0, 0)
    return date.getTime()
  })
  const offered = snapshot.trouble?.untilAt ?? null
  const chosen = new Date(typed).getTime()
  return (
    <>
      {person !== undefined && <p className="quiet">{words.callBack.lead(person.name)}</p>}
      {offered !== null && (
        <p className="notice with-button">
          {words.callBack.offered(when(offered, now, words.locale))}
          <button type="button" className="second" disabled={snapshot.busy} onClick={() => save(offered)}>
            {words.callBack.take}
          </button>
        </p>
      )}
      <div className="quick">
        {MINUTES.map(minutes => (
          <button key={minutes} type="button" className="second" disabled={snapshot.busy} onClick={() => save(now + minutes * MINUTE_MS)}>
            {words.callBack.in(minutes)}
          </button>
        ))}
        {tomorrow.map(instant => (
          <button key={instant} type="button" className="second" disabled={snapshot.busy} onClick={() => save(instant)}>
            {words.callBack.tomorrow(clock(instant, words.locale))}
          </button>
        ))}
      </div>
      <label className="at">
        <span>
          {words.callBack.at} <small>({words.callBack.yours})</small>
        </span>
        <input type="datetime-local" value={typed} min={local(now)} onChange={event => setTyped(event.target.value)} />
      </label>
      <button type="button" className="primary" disabled={snapshot.busy || !(chosen > now)} onClick={() => save(chosen)}>
        {words.callBack.save}
      </button>
    </>
  )
}

function roundUp(instant: number): number {
  return Math.ceil(instant / (15 * MINUTE_MS)) * 15 * MINUTE_MS
}

/** As the field wants it: local time without a zone. */
function local(instant: number): string {
  const date = new Date(instant)
  return new Date(instant - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16)
}
