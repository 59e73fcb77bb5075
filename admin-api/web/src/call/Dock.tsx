// What can be done now, always in the same place: the one next step first.
import { useWords } from '../words'
import { ButtonIcon } from './ButtonIcon'
import type { Button, Icon, Press, Snapshot } from './snapshot'

interface Props {
  snapshot: Snapshot
  press: (what: Press) => void
}

export function Dock({ snapshot, press }: Props) {
  const words = useWords()
  const { primary, outcomes } = snapshot
  const saysOutcomes = primary?.press.kind === 'outcomes'
  return (
    <footer className="dock">
      <div className="dock-now">
        {primary !== null && <Main button={primary} busy={snapshot.busy} press={press} />}
        {(snapshot.buttons.length > 0 || (outcomes.length > 0 && !saysOutcomes)) && (
          <div className="dock-more">
            {snapshot.buttons.map(button => (
              <Second key={button.id} button={button} busy={snapshot.busy} press={press} />
            ))}
            {outcomes.length > 0 && !saysOutcomes && (
              <button type="button" className="second narrow-only" onClick={() => press({ kind: 'outcomes' })}>
                {words.action.MORE}
              </button>
            )}
          </div>
        )}
      </div>
      {outcomes.length > 0 && (
        <div className="dock-outcomes wide-only">
          <Outcomes snapshot={snapshot} press={press} />
        </div>
      )}
      <LastCall snapshot={snapshot} press={press} />
    </footer>
  )
}

/** What is always there, and seldom needed. */
export function Foot({ snapshot, press }: Props) {
  const words = useWords()
  return (
    <nav className="foot" aria-label={words.header.session}>
      {snapshot.footer.map(button => (
        <button key={button.id} type="button" className="plain" disabled={snapshot.busy} onClick={() => press(button.press)}>
          {button.icon !== undefined && <ButtonIcon icon={button.icon} />}
          {button.label}
          {button.key !== undefined && <kbd aria-hidden="true">{button.key.toUpperCase()}</kbd>}
        </button>
      ))}
      <button type="button" className="plain wide-only to-end" onClick={() => press({ kind: 'open', sheet: 'shortcuts' })}>
        {words.action.SHORTCUTS}
        <kbd aria-hidden="true">?</kbd>
      </button>
    </nav>
  )
}

/** Green begins a call, red ends one; all else has the colour of the house. */
const COLOURS: Partial<Record<Icon, string>> = { call: ' dial', 'hang-up': ' end' }

function Main({ button, busy, press }: { button: Button; busy: boolean; press: Props['press'] }) {
  const words = useWords()
  return (
    <button
      type="button"
      className={'primary main' + (button.icon === undefined ? '' : (COLOURS[button.icon] ?? ''))}
      disabled={busy}
      aria-keyshortcuts="Space"
      onClick={() => press(button.press)}
    >
      {button.icon !== undefined && <ButtonIcon icon={button.icon} />}
      <span className="label">{button.label}</span>
      <kbd aria-hidden="true">{words.shortcuts.space}</kbd>
    </button>
  )
}

function Second({ button, busy, press }: { button: Button; busy: boolean; press: Props['press'] }) {
  return (
    <button type="button" className={'second ' + button.id} disabled={busy} onClick={() => press(button.press)}>
      {button.icon !== undefined && <ButtonIcon icon={button.icon} />}
      <span className="label">
        {button.label}
        {button.does !== undefined && <small>{button.does}</small>}
      </span>
      {button.key !== undefined && <kbd aria-hidden="true">{button.key.toUpperCase()}</kbd>}
    </button>
  )
}

/** Each outcome says what it does. */
export function Outcomes({ snapshot, press }: Props) {
  const words = useWords()
  return snapshot.outcomes.map(group => (
    <fieldset key={group.title} className="outcome-group">
      <legend>{group.title}</legend>
      <div className="outcome-buttons">
        {group.buttons.map(button => (
          <button
            key={button.code}
            type="button"
            className={button.suggested ? 'outcome suggested' : 'outcome'}
            disabled={snapshot.busy}
            onClick={() => press({ kind: 'say', code: button.code })}
          >
            {button.key !== undefined && <kbd aria-hidden="true">{button.key}</kbd>}
            <span className="label">
              {button.label}
              <small>{button.does}</small>
              {button.suggested && <small className="tag">{words.outcomes.suggested}</small>}
            </span>
          </button>
        ))}
      </div>
    </fieldset>
  ))
}

function LastCall({ snapshot, press }: Props) {
  const words = useWords()
  const last = snapshot.lastCall
  if (last === null) {
    return null
  }
  return (
    <p className="last-call">
      <span className="quiet">{words.header.lastCall}: </span>
      <span className="last-name">{last.name}</span>
      <span className="quiet"> – {last.outcome}</span>
      {last.canChange && (
        <button type="button" className="plain" onClick={() => press({ kind: 'correct', begin: true })}>
          {words.action.CORRECT}
        </button>
      )}
    </p>
  )
}
