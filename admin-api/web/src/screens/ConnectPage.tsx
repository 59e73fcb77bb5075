import { useState, type ReactNode } from 'react'
import { Page, Skeleton } from '../parts/Page'
import { TroubleNote } from '../parts/Trouble'
import type { Trouble } from '../wire/http'
import type { DialInCode, Ways } from '../wire/types'
import { clock, telephone } from '../words/format'
import { useWords } from '../words'

interface Props {
  name: string
  project: string | null
  /** Which ways there are here; null until known. */
  ways: Ways | null
  /** The one-time code, once it is there. */
  code: DialInCode | null
  busy: boolean
  /** In mid-session: the line becomes another one, and dialing by hand is no choice. */
  switching?: boolean
  trouble: Trouble | null
  /** The panel for this device; absent where the server cannot do it. */
  browser?: ReactNode
  /** The panel for being called; absent where the account has no phone, or the server cannot do it. */
  callMe?: { ending: string; panel: ReactNode }
  /** The way that is unfolded at first. */
  unfolded?: Way
  onCode: () => void
  onByHand: () => void
  onBack: () => void
  onSignOut: () => void
}

export type Way = 'browser' | 'callMe' | 'phone' | 'hand'

export function ConnectPage({ name, project, ways, code, busy, switching = false, trouble, browser, callMe, unfolded, onCode, onByHand, onBack, onSignOut }: Props) {
  const words = useWords()
  const [way, setWay] = useState<Way | null>(unfolded ?? null)
  const show = (id: Way) => {
    setWay(way === id ? null : id)
    if (id === 'phone' && way !== id && code === null) {
      onCode()
    }
  }
  const choice = (id: Way, title: string, lead: string, panel: ReactNode) => (
    <section className={way === id ? 'card way chosen' : 'card way'}>
      <h2>
        <button type="button" aria-expanded={way === id} aria-controls={'way-' + id} onClick={() => show(id)}>
          <WaySign way={id} />
          <span>
            {title}
            <small>{lead}</small>
          </span>
        </button>
      </h2>
      <div id={'way-' + id} className="way-panel" hidden={way !== id}>
        {panel}
      </div>
    </section>
  )
  return (
    <Page
      title={switching ? words.connect.switchTitle : words.connect.title}
      {...(switching ? { lead: words.connect.switchLead } : {})}
      {...(project === null ? {} : { lead: words.connect.project(project) })}
      name={name}
      onSignOut={onSignOut}
      back={onBack}
      narrow
    >
      <TroubleNote trouble={trouble} />
      <div className="ways">
        {ways === null && trouble === null && <Skeleton lines={3} />}
        {ways?.browser === true && browser !== undefined && choice('browser', words.connect.browser, words.connect.browserLead, browser)}
        {callMe !== undefined && choice('callMe', words.connect.callMe.title, words.connect.callMe.lead(callMe.ending), callMe.panel)}
        {ways !== null &&
          ways.phone.numbers.length > 0 &&
          choice('phone', words.connect.phone, words.connect.phoneLead, <PhoneSteps code={code} onCode={onCode} />)}
        {ways?.hand === true &&
          !switching &&
          choice(
          'hand',
          words.connect.hand,
          words.connect.handLead,
          <>
            <p className="quiet">{words.connect.handWarning}</p>
            <button type="button" className="primary" disabled={busy} onClick={onByHand}>
              {words.connect.handStart}
            </button>
          </>,
        )}
      </div>
    </Page>
  )
}

function PhoneSteps({ code, onCode }: { code: DialInCode | null; onCode: () => void }) {
  const words = useWords()
  const say = words.connect.phoneSteps
  const number = code?.numbers[0]
  if (code === null || number === undefined) {
    return <Skeleton lines={2} />
  }
  return (
    <>
      <ol className="steps">
        <li>
          {say.call}
          <a className="big-number" href={'tel:' + number}>
            {telephone(number)}
          </a>
        </li>
        <li>
          {say.code}
          <strong className="big-number code">{code.code.replace(/^(...)(...)$/, '$1 $2')}</strong>
          <small>{say.codeUntil(clock(Date.parse(code.expiresAt), words.locale))}</small>
          <button type="button" className="plain" onClick={onCode}>
            {say.newCode}
          </button>
        </li>
      </ol>
      <p className="waiting-line" role="status">
        <span className="pulse" aria-hidden="true" />
        {say.wait}
      </p>
    </>
  )
}

function WaySign({ way }: { way: Way }) {
  const paths: Record<Way, string> = {
    browser: 'M4 5h16v11H4zM2 18h20v2H2z',
    phone: 'M8 2h8a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zm1 3v12h6V5zm2 13.5h2v1.5h-2z',
    callMe: 'M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1zM20 4v6h-6l2.3-2.3L13 4.4 14.4 3l3.3 3.3z',
    hand: 'M5 3h4v4H5zm5 0h4v4h-4zm5 0h4v4h-4zM5 8.5h4v4H5zm5 0h4v4h-4zm5 0h4v4h-4zM5 14h4v4H5zm5 0h4v4h-4zm5 0h4v4h-4zm-5 5.5h4V22h-4z',
  }
  return (
    <svg viewBox="0 0 24 24" className="way-sign" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={paths[way]} />
    </svg>
  )
}
