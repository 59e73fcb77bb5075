// The calls of today, and what remains of the project.
import { Meter } from '../parts/Meter'
import { useWords } from '../words'
import type { Press, Remains, Today, TodaysCall } from './snapshot'

interface Props {
  today: Today
  /** Of this session: what it is called, and what it is. */
  facts: [string, string][]
  press: (what: Press) => void
}

export function TodayList({ today, facts, press }: Props) {
  const words = useWords()
  return (
    <>
      {today.summary !== null && <p className="lead">{today.summary}</p>}
      {today.known && today.calls.length === 0 && <p className="quiet">{words.today.none}</p>}
      {today.calls.length > 0 && (
        <ol className="todays-calls">
          {today.calls.map(call => (
            <Row key={call.attempt} call={call} press={press} />
          ))}
        </ol>
      )}
      {today.remains !== null && <WhatRemains remains={today.remains} />}
      <dl className="profile narrow-only">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** How far the project is, and whether there is somebody to call. */
export function WhatRemains({ remains }: { remains: Remains }) {
  const words = useWords()
  return (
    <section className="remains">
      <h3>{words.today.remains}</h3>
      <p>{remains.text}</p>
      <Meter share={remains.voters === 0 ? 0 : remains.done / remains.voters} />
      {remains.callable !== null && (
        <p className="quiet">
          {remains.callable} {remains.next}
        </p>
      )}
    </section>
  )
}

function Row({ call, press }: { call: TodaysCall; press: Props['press'] }) {
  const words = useWords()
  return (
    <li>
      <span className="digits quiet">{call.at}</span>
      <span className="todays-name">
        {call.name}
        <small>{[call.outcome, ...(call.talked === null ? [] : [words.today.talked(call.talked)])].join(' · ')}</small>
      </span>
      {call.canChange && (
        <button type="button" className="plain" onClick={() => press({ kind: 'correct', begin: true })}>
          {words.action.CORRECT}
          <span className="hidden">: {call.name}</span>
        </button>
      )}
    </li>
  )
}
