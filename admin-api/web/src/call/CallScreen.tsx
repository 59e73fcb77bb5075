// The call screen: draws a snapshot, and says what was pressed. Knows neither server nor rules.
import { useEffect, type ReactNode } from 'react'
import type { MyProjectItem } from '../wire/types'
import { useWords } from '../words'
import '../style/call.css'
import type { Event } from './model'
import type { Press, Snapshot } from './snapshot'
import { LineSign } from '../voice/LineSign'
import { BandBar, HeaderBar } from './Bars'
import { Dock, Foot } from './Dock'
import { NothingCard } from './NothingCard'
import { About, People } from './People'
import { Script } from './Script'
import { Sheets } from './Sheets'
import { SurveyForm } from './SurveyForm'
import { useShortcuts } from './shortcuts'

export interface CallScreenProps {
  snapshot: Snapshot
  /** Server time, for stopwatches. */
  now: number
  name: string
  projects: MyProjectItem[]
  press: (what: Press) => void
  tell: (event: Event) => void
  /** Mute, volume and the state of the line, where this device carries the voice. */
  voice?: ReactNode
  onMute?: (() => void) | undefined
  /** Why this device carries no voice although it was to, and what to do. */
  silence?: string | null
}

export function CallScreen({ snapshot, now, name, projects, press, tell, voice, onMute, silence = null }: CallScreenProps) {
  const words = useWords()
  const pressed = (what: Press) => {
    // On a wide screen the outcomes are in sight already.
    const inSight = document.querySelector<HTMLElement>('.dock .outcome')
    if (what.kind === 'outcomes' && inSight?.offsetParent) {
      inSight.focus()
    } else if (what.kind === 'say' && !isSimple(what.code, snapshot)) {
      press({ kind: 'open', sheet: sheetFor(what.code, snapshot) })
    } else {
      press(what)
    }
  }
  const shortcuts = useShortcuts(snapshot, pressed, onMute)
  useEffect(() => {
    document.title = `${snapshot.band.word} · ${words.app}`
  }, [snapshot.band.word, words])

  return (
    <div className="call-screen" data-tone={snapshot.band.tone}>
      <HeaderBar header={snapshot.header} now={now} name={name} />
      <BandBar band={snapshot.band} now={now} voice={voice ?? (snapshot.line !== null && <LineSign quality={snapshot.line} />)} />
      <Aloud snapshot={snapshot} />
      <main className="call-body" id="content">
        {silence !== null && (
          <div className="trouble" role="alert">
            <span aria-hidden="true" className="trouble-sign">
              !
            </span>
            <span>{silence}</span>
            {snapshot.primary?.press.kind !== 'reconnect' && (
              <button type="button" className="plain" onClick={() => press({ kind: 'reconnect' })}>
                {words.primary.RECONNECT}
              </button>
            )}
          </div>
        )}
        {snapshot.notice !== null && <p className="notice">{snapshot.notice}</p>}
        {snapshot.trouble !== null && (
          <div className="trouble" role="alert">
            <span aria-hidden="true" className="trouble-sign">
              !
            </span>
            <span>
              {snapshot.trouble.sentence} {snapshot.trouble.until !== null && words.trouble.until(snapshot.trouble.until)}
            </span>
            <button type="button" className="plain" onClick={() => tell({ kind: 'understood' })}>
              {words.trouble.understood}
            </button>
          </div>
        )}
        {snapshot.people.length > 0 ? (
          <div className="columns">
            <People number={snapshot.number} people={snapshot.people} tell={tell} />
            <Script page={snapshot.script} />
            <SurveyForm survey={snapshot.survey} tell={tell} />
            <About people={snapshot.people} tell={tell} />
          </div>
        ) : (
          <NothingCard nothing={snapshot.nothing} band={snapshot.band} remains={snapshot.today.remains} keepGoing={snapshot.keepGoing} tell={tell} />
        )}
      </main>
      <Dock snapshot={snapshot} press={pressed} />
      <Foot snapshot={snapshot} press={pressed} />
      <Sheets snapshot={snapshot} projects={projects} now={now} press={pressed} tell={tell} shortcuts={shortcuts} />
    </div>
  )
}

/** For who listens: what was just written, and what just happened. The band says the rest. It is always there, for what
 *  comes into a page together with its words is not read out. */
function Aloud({ snapshot: { lastCall, notice } }: { snapshot: Snapshot }) {
  const words = useWords()
  return (
    <p className="hidden" role="status">
      {lastCall !== null && `${words.header.lastCall}: ${lastCall.name} – ${lastCall.outcome}. `}
      {notice}
    </p>
  )
}

/** Outcomes that need another word first: when, whose, really. */
function sheetFor(code: string, snapshot: Snapshot) {
  switch (actionIn(code, snapshot)) {
    case 'CALL_BACK':
      return 'call-back'
    case 'WRONG_NUMBER':
      return 'wrong-number'
    case 'DO_NOT_CALL':
      return 'do-not-call'
    default:
      return 'none'
  }
}

function isSimple(code: string, snapshot: Snapshot): boolean {
  const onlyOne = actionIn(code, snapshot) === 'WRONG_NUMBER' && snapshot.people.some(person => person.wrong)
  return onlyOne || sheetFor(code, snapshot) === 'none'
}

function actionIn(code: string, snapshot: Snapshot) {
  return snapshot.outcomes.flatMap(group => group.buttons).find(button => button.code === code)?.action
}
