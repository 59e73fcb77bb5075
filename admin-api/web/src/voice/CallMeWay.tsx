// The panel of "call me": the volunteer's own phone rings, they press 1, and the page goes on by itself.
import { useEffect, useRef, useState } from 'react'
import { TroubleNote } from '../parts/Trouble'
import { ask } from '../wire/http'
import { useWords } from '../words'
import { CallMeLine, IDLE, isUnderWay, type Calling } from './callMe'

export function CallMeWay({ ending }: { ending: string }) {
  const [calling, setCalling] = useState<Calling>(IDLE)
  const line = useRef<CallMeLine | null>(null)
  useEffect(() => {
    const opened = new CallMeLine({ ask, later, tell: setCalling })
    line.current = opened
    void opened.open()
    return () => opened.close()
  }, [])
  return (
    <CallMePanel calling={calling} ending={ending} onCall={() => void line.current?.call()} onGiveUp={() => void line.current?.giveUp()} />
  )
}

function later(what: () => void, ms: number): () => void {
  const timer = setTimeout(what, ms)
  return () => clearTimeout(timer)
}

interface Props {
  calling: Calling
  /** The last two digits of the volunteer's phone. */
  ending: string
  onCall: () => void
  onGiveUp: () => void
}

export function CallMePanel({ calling, ending, onCall, onGiveUp }: Props) {
  const words = useWords()
  const say = words.connect.callMe
  const { state, trouble, busy } = calling
  const goesOn = isUnderWay(state)
  return (
    <>
      <TroubleNote trouble={trouble} />
      {state === null && <p className="quiet">{say.first}</p>}
      <p className={goesOn ? 'waiting-line' : ''} role="status">
        {goesOn && <span className="pulse" aria-hidden="true" />}
        {state !== null && say.state[state](ending)}
      </p>
      {goesOn ? (
        <button type="button" className="plain" disabled={busy} onClick={onGiveUp}>
          {say.stop}
        </button>
      ) : (
        state !== 'JOINED' && (
          <button type="button" className="primary" disabled={busy} onClick={onCall}>
            {state === null ? say.start : say.again}
          </button>
        )
      )}
    </>
  )
}
