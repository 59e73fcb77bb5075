import { useState, type FormEvent } from 'react'
import { ask, type Trouble } from '../wire/http'
import type { Me } from '../wire/types'
import { Page } from '../parts/Page'
import { TroubleNote } from '../parts/Trouble'
import { useWords } from '../words'

interface Props {
  /** The last sign-in ended by itself. */
  ended: boolean
  /** What went wrong before it was shown; for looking at it. */
  first?: Trouble
  onSignedIn: (me: Me) => void
}

export function SignIn({ ended, first, onSignedIn }: Props) {
  const words = useWords()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(first ?? null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setTrouble(null)
    const answer = await ask<Me>('sign-in', { body: { login: login.trim(), password } })
    setBusy(false)
    if (answer.ok) {
      onSignedIn(answer.body)
    } else {
      setTrouble(answer.trouble)
    }
  }

  return (
    <Page title={words.signIn.title} lead={words.signIn.lead} narrow>
      {ended && trouble === null && <p className="notice">{words.signIn.ended}</p>}
      <form className="card form" onSubmit={submit}>
        <label>
          <span>{words.signIn.login}</span>
          <input
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={200}
            value={login}
            aria-describedby="login-hint"
            onChange={event => setLogin(event.target.value)}
          />
          <small id="login-hint">{words.signIn.loginHint}</small>
        </label>
        <label>
          <span>{words.signIn.password}</span>
          <input
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            maxLength={200}
            value={password}
            onChange={event => setPassword(event.target.value)}
          />
        </label>
        <label className="tick">
          <input type="checkbox" checked={shown} onChange={event => setShown(event.target.checked)} />
          <span>{words.signIn.show}</span>
        </label>
        <TroubleNote trouble={trouble} />
        <button type="submit" className="primary" disabled={busy}>
          {busy ? words.signIn.busy : words.signIn.submit}
        </button>
      </form>
      <p className="quiet">{words.signIn.help}</p>
    </Page>
  )
}
