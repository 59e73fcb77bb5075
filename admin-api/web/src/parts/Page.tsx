// The frame of every screen but the call screen: name, language, sign out, and one column.
import type { ReactNode } from 'react'
import { useContext, useEffect } from 'react'
import { LANGUAGES, SpeechContext } from '../words'

interface Props {
  title: string
  lead?: string
  name?: string
  narrow?: boolean
  onSignOut?: () => void
  back?: () => void
  children: ReactNode
}

export function Page({ title, lead, name, narrow, onSignOut, back, children }: Props) {
  const { words } = useContext(SpeechContext)
  useEffect(() => {
    document.title = `${title} · ${words.app}`
  }, [title, words])
  return (
    <div className="page">
      <header className="page-head">
        <a className="mark" href="#/projects">
          <Mark />
          {words.app}
        </a>
        <div className="page-tools">
          {name !== undefined && <span className="who">{name}</span>}
          <LanguageChoice />
          {onSignOut !== undefined && (
            <button type="button" className="plain" onClick={onSignOut}>
              {words.common.signOut}
            </button>
          )}
        </div>
      </header>
      <main className={narrow === true ? 'column narrow' : 'column'} id="content">
        {back !== undefined && (
          <button type="button" className="plain back" onClick={back}>
            <span aria-hidden="true">‹ </span>
            {words.common.back}
          </button>
        )}
        <h1>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
        {children}
      </main>
    </div>
  )
}

export function LanguageChoice() {
  const { code, words, choose } = useContext(SpeechContext)
  return (
    <select className="quiet-select" aria-label={words.common.languageLabel} value={code} onChange={event => choose(event.target.value)}>
      {LANGUAGES.map(language => (
        <option key={language.code} value={language.code} lang={language.code}>
          {language.name}
        </option>
      ))}
    </select>
  )
}

/** A box on which somebody stands and speaks: the hustings. */
export function Mark() {
  return (
    <svg className="mark-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="5.5" r="3.5" />
      <path d="M6 15c0-3.6 2.4-5 6-5s6 1.4 6 5z" />
      <path d="M3 17h18v4H3z" />
    </svg>
  )
}

/** Grey shapes where things will be, so that nothing jumps. */
export function Skeleton({ lines }: { lines: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} />
      ))}
    </div>
  )
}

export function Waiting() {
  const { words } = useContext(SpeechContext)
  return (
    <div className="page" aria-busy="true">
      <p className="hidden" role="status">
        {words.common.loading}
      </p>
      <div className="page-head" />
      <div className="column narrow">
        <Skeleton lines={3} />
      </div>
    </div>
  )
}
