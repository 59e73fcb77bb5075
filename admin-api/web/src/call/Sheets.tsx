// What lies over the call screen: one thing at a time, closed by Escape.
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { MyProjectItem } from '../wire/types'
import { when } from '../words/format'
import { useWords } from '../words'
import type { Words } from '../words/en'
import { CallBack } from './CallBack'
import { Outcomes } from './Dock'
import type { Event } from './model'
import { freshId } from '../wire/id'
import { Keypad } from './Keypad'
import type { Shortcuts } from './shortcuts'
import type { Press, Snapshot } from './snapshot'
import { TodayList } from './TodayList'

interface Props {
  snapshot: Snapshot
  projects: MyProjectItem[]
  /** Server time. */
  now: number
  press: (what: Press) => void
  tell: (event: Event) => void
  shortcuts: Shortcuts
}

export function Sheets(props: Props) {
  const words = useWords()
  const { snapshot, press, tell } = props
  const close = () => (snapshot.sheet === 'outcomes' ? tell({ kind: 'correct', begin: false }) : tell({ kind: 'open', sheet: 'none' }))
  const sheet = (title: string, body: ReactNode) => (
    <SheetFrame title={title} onClose={close} trouble={snapshot.trouble?.sentence ?? null}>
      {body}
    </SheetFrame>
  )
  switch (snapshot.sheet) {
    case 'none':
      return null
    case 'outcomes':
      return sheet(words.outcomes.title, <Outcomes snapshot={snapshot} press={press} />)
    case 'call-back':
      return sheet(words.callBack.title, <CallBack snapshot={snapshot} now={props.now} tell={tell} />)
    case 'wrong-number':
      return sheet(words.wrong.title, <WrongNumber {...props} />)
    case 'do-not-call':
      return sheet(words.doNotCall.title, <DoNotCall {...props} onClose={close} />)
    case 'keypad':
      return sheet(words.keypad.title, <Keypad press={press} />)
    case 'shortcuts':
      return sheet(words.shortcuts.title, <ShortcutList {...props} />)
    case 'projects':
      return sheet(words.projects.title, <ProjectList {...props} />)
    case 'abuse':
      return sheet(words.abuse.title, <Abuse {...props} onClose={close} />)
    case 'breather':
      return sheet(words.abuse.thanks, <Breather {...props} onClose={close} />)
    case 'today':
      return sheet(words.today.title, <TodayList today={snapshot.today} facts={factsOf(snapshot, words)} press={press} />)
    case 'leave':
      return sheet(words.leave.title, <Leave {...props} onClose={close} />)
  }
}

function SheetFrame({ title, onClose, trouble, children }: { title: string; onClose: () => void; trouble: string | null; children: ReactNode }) {
  const words = useWords()
  const frame = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = frame.current
    dialog?.showModal()
    // The title first: whoever listens hears what this is, and no key pressed too soon does anything.
    dialog?.querySelector<HTMLElement>('#sheet-title')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={frame}
      className="sheet"
      aria-labelledby="sheet-title"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClick={event => event.target === frame.current && onClose()}
    >
      <div className="sheet-body">
        <header>
          <h2 id="sheet-title" tabIndex={-1}>{title}</h2>
          <button type="button" className="plain" onClick={onClose}>
            {words.common.close}
          </button>
        </header>
        {trouble !== null && (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        )}
        {children}
      </div>
    </dialog>
  )
}

/** What a phone's narrow head has no room for. */
function factsOf({ header, line }: Snapshot, words: Words): [string, string][] {
  const facts: [string, string | null][] = [
    [words.header.callerId, header.callerId],
    [words.header.connection, line === null || line === 'lost' ? header.mode : `${header.mode}, ${words.header[line]}`],
  ]
  return facts.flatMap(([label, value]) => (value === null ? [] : [[label, value]]))
}

function codeOf(snapshot: Snapshot, action: string): string {
  return snapshot.outcomes.flatMap(group => group.buttons).find(button => button.action === action)?.code ?? action
}

function WrongNumber({ snapshot, tell }: Props) {
  const words = useWords()
  const [marked, setMarked] = useState(() => {
    const already = snapshot.people.filter(person => person.wrong).map(person => person.voter)
    return already.length > 0 || snapshot.people.length > 1 ? already : snapshot.people.map(person => person.voter)
  })
  const turn = (voter: number) => setMarked(marked.includes(voter) ? marked.filter(one => one !== voter) : [...marked, voter])
  const save = () => tell({ kind: 'say', code: codeOf(snapshot, 'WRONG_NUMBER'), key: freshId(), wrong: marked })
  return (
    <>
      <p className="quiet">{words.wrong.lead}</p>
      <div className="choices tall">
        {snapshot.people.map(person => (
          <label key={person.voter} className={marked.includes(person.voter) ? 'choice chosen' : 'choice'}>
            <input type="checkbox" checked={marked.includes(person.voter)} onChange={() => turn(person.voter)} />
            <span>{person.name}</span>
          </label>
        ))}
      </div>
      <p className="quiet" role="status">
        {marked.length === 0 ? words.wrong.none : ''}
      </p>
      <button type="button" className="primary" disabled={marked.length === 0 || snapshot.busy} onClick={save}>
        {words.wrong.save}
      </button>
    </>
  )
}

function DoNotCall({ snapshot, tell, onClose }: Props & { onClose: () => void }) {
  const words = useWords()
  return (
    <>
      <p>{words.doNotCall.lead}</p>
      <div className="row">
        <button
          type="button"
          className="primary danger"
          disabled={snapshot.busy}
          onClick={() => tell({ kind: 'say', code: codeOf(snapshot, 'DO_NOT_CALL'), key: freshId() })}
        >
          {words.doNotCall.save}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {words.common.cancel}
        </button>
      </div>
    </>
  )
}

function Abuse({ snapshot, tell, onClose }: Props & { onClose: () => void }) {
  const words = useWords()
  const [text, setText] = useState('')
  return (
    <>
      <p>{words.abuse.lead}</p>
      <label className="at">
        <span>{words.abuse.text}</span>
        <textarea rows={3} maxLength={2000} value={text} onChange={event => setText(event.target.value)} />
      </label>
      <div className="row">
        <button type="button" className="primary danger" disabled={snapshot.busy} onClick={() => tell({ kind: 'report', text, key: freshId() })}>
          {words.abuse.save}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {words.common.cancel}
        </button>
      </div>
    </>
  )
}

function Breather({ snapshot, press, onClose }: Props & { onClose: () => void }) {
  const words = useWords()
  return (
    <>
      <p>{words.abuse.breather}</p>
      <div className="row">
        <button type="button" className="primary" disabled={snapshot.busy} onClick={() => press({ kind: 'command', command: { kind: 'PAUSE' } })}>
          {words.abuse.pause}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {words.abuse.goOn}
        </button>
      </div>
    </>
  )
}

function ShortcutList({ snapshot, shortcuts }: Props) {
  const words = useWords()
  const rows = [
    { key: words.shortcuts.space, label: snapshot.primary?.label ?? words.shortcuts.primary },
    ...[...snapshot.buttons, ...snapshot.footer].flatMap(button => (button.key === undefined ? [] : [{ key: button.key.toUpperCase(), label: button.label }])),
    ...snapshot.outcomes.flatMap(group => group.buttons).flatMap(button => (button.key === undefined ? [] : [{ key: button.key, label: button.label }])),
    { key: '?', label: words.action.SHORTCUTS },
  ]
  return (
    <>
      <dl className="shortcut-list">
        {rows.map(row => (
          <div key={row.key}>
            <dt>
              <kbd>{row.key}</kbd>
            </dt>
            <dd>{row.label}</dd>
          </div>
        ))}
      </dl>
      <label className="tick">
        <input type="checkbox" checked={shortcuts.on} onChange={event => shortcuts.turn(event.target.checked)} />
        <span>
          {words.shortcuts.on}
          <small>{words.shortcuts.onHint}</small>
        </span>
      </label>
    </>
  )
}

function ProjectList({ projects, now, press }: Props) {
  const words = useWords()
  return (
    <ul className="pick-list">
      {projects.map(project => (
        <li key={project.id}>
          <button type="button" className="second" onClick={() => press({ kind: 'command', command: { kind: 'CHOOSE_PROJECT', project: project.id } })}>
            <span className="label">
              {project.name}
              <small>
                {project.open
                  ? words.projects.open
                  : project.opensAt === undefined
                    ? words.projects.paused
                    : words.projects.opens(when(Date.parse(project.opensAt), now, words.locale))}
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Leave({ snapshot, press, onClose }: Props & { onClose: () => void }) {
  const words = useWords()
  const onCall = ['dialing', 'ringing', 'talking', 'write'].includes(snapshot.band.tone)
  return (
    <>
      {snapshot.people.length > 0 && <p>{onCall ? words.leave.onCall : words.leave.idle}</p>}
      <div className="row">
        <button type="button" className="primary" disabled={snapshot.busy} onClick={() => press({ kind: 'command', command: { kind: 'LEAVE' } })}>
          {words.leave.save}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {words.leave.stay}
        </button>
      </div>
    </>
  )
}
