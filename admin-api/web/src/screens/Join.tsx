// The link of an invitation: who invites, then a name and a password, then how to call in. Under two minutes.
import { useEffect, useState, type FormEvent } from 'react'
import { ask, type Trouble } from '../wire/http'
import type { InvitationOffer, Joined, Me } from '../wire/types'
import { Page, Skeleton } from '../parts/Page'
import { TroubleNote } from '../parts/Trouble'
import { useWords } from '../words'
import { fieldAt } from '../words/why'
import { telephone } from '../words/format'
import { go } from './route'

interface Props {
  token: string
  onSignedIn: (me: Me) => void
}

export default function Join({ token, onSignedIn }: Props) {
  const [offer, setOffer] = useState<InvitationOffer | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [joined, setJoined] = useState<Joined | null>(null)

  useEffect(() => {
    void ask<InvitationOffer>('invitations/look', { body: { token } }).then(answer =>
      answer.ok ? setOffer(answer.body) : setTrouble(answer.trouble),
    )
  }, [token])

  const begin = (me: Me) => {
    onSignedIn(me)
    go({ at: 'projects' })
  }
  if (joined !== null) {
    return <Welcome joined={joined} onGoOn={() => begin(joined.me)} />
  }
  if (offer !== null) {
    return <JoinForm token={token} offer={offer} onJoined={setJoined} />
  }
  return <NoInvitation trouble={trouble} />
}

/** @param trouble null while the link is looked at */
export function NoInvitation({ trouble }: { trouble: Trouble | null }) {
  const words = useWords()
  return (
    <Page title={words.join.title} narrow>
      {trouble === null ? <Skeleton lines={3} /> : <TroubleNote trouble={trouble} />}
      {trouble !== null && <p className="quiet">{words.join.ask}</p>}
    </Page>
  )
}

interface FormProps {
  token: string
  offer: InvitationOffer
  onJoined: (joined: Joined) => void
}

export function JoinForm({ token, offer, onJoined }: FormProps) {
  const words = useWords()
  const [name, setName] = useState(offer.name ?? '')
  const [login, setLogin] = useState(offer.login)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await ask<Joined>('invitations/accept', { body: { token, name: name.trim(), login: login.trim(), password } })
    setBusy(false)
    if (answer.ok) {
      onJoined(answer.body)
    } else {
      setTrouble(answer.trouble)
    }
  }
  const problem = (pointer: string) => (trouble?.fields[pointer] === undefined ? undefined : fieldAt(pointer, words))

  return (
    <Page title={words.join.title} lead={words.join.lead(offer.campaign)} narrow>
      <form className="card form" onSubmit={submit}>
        <label>
          <span>{words.join.name}</span>
          <input autoComplete="given-name" required maxLength={200} value={name} onChange={event => setName(event.target.value)} aria-describedby="name-hint" />
          <small id="name-hint">{problem('#/name') ?? words.join.nameHint}</small>
        </label>
        <label>
          <span>{words.signIn.login}</span>
          <input autoComplete="username" autoCapitalize="none" required maxLength={200} value={login} onChange={event => setLogin(event.target.value)} />
        </label>
        <label>
          <span>{words.signIn.password}</span>
          <input
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={200}
            value={password}
            aria-describedby="password-hint"
            onChange={event => setPassword(event.target.value)}
          />
          <small id="password-hint">{problem('#/password') ?? words.join.passwordHint}</small>
        </label>
        <TroubleNote trouble={trouble} />
        <button type="submit" className="primary" disabled={busy}>
          {busy ? words.signIn.busy : words.join.submit}
        </button>
      </form>
    </Page>
  )
}

/** Told once: with these one can also call in without any screen. */
export function Welcome({ joined, onGoOn }: { joined: Joined; onGoOn: () => void }) {
  const words = useWords()
  const number = joined.dialIn.numbers[0]
  return (
    <Page title={words.join.welcome(joined.me.name)} lead={words.join.welcomeLead} narrow>
      <section className="card summary">
        <h2>{words.join.dialIn}</h2>
        <p className="quiet">{words.join.dialInLead}</p>
        <dl>
          {number !== undefined && (
            <div>
              <dt>{words.people.number}</dt>
              <dd>{telephone(number)}</dd>
            </div>
          )}
          <div>
            <dt>{words.join.volunteerNumber}</dt>
            <dd>{joined.dialIn.volunteerNumber}</dd>
          </div>
          <div>
            <dt>PIN</dt>
            <dd>{joined.dialIn.pin}</dd>
          </div>
        </dl>
      </section>
      <button type="button" className="primary" onClick={onGoOn}>
        {words.join.goOn}
      </button>
    </Page>
  )
}
