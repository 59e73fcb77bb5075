// The people at the number: who is being called is the largest thing on the screen.
import { useWords } from '../words'
import { Code } from '../parts/Code'
import { TOLD_FIELDS, type ToldField } from './draft'
import type { Event } from './model'
import type { NumberCard, PersonCard } from './snapshot'

interface Props {
  number: NumberCard | null
  people: PersonCard[]
  tell: (event: Event) => void
}

/** Letters of a name from which on it needs room for itself. */
const LONG = 28

export function People({ number, people, tell }: Props) {
  const words = useWords()
  const selected = people.find(person => person.selected)
  return (
    <section className="people" aria-labelledby="person-name">
      {selected !== undefined && (
        <h2 id="person-name" className={selected.name.length > LONG ? 'person-name long' : 'person-name'}>
          {selected.name}
          {selected.age !== null && <span className="age">, {selected.age}</span>}
          {selected.sayAs !== null && <small className="say-as">{words.people.sayAs(selected.sayAs)}</small>}
        </h2>
      )}
      {number !== null && <NumberLine number={number} />}
      <h3 className="hidden">{words.people.title}</h3>
      <ul className="person-list">
        {people.map(person => (
          <PersonRow key={person.voter} person={person} only={people.length === 1} tell={tell} />
        ))}
      </ul>
    </section>
  )
}

function NumberLine({ number }: { number: NumberCard }) {
  const words = useWords()
  if (!number.dialYourself) {
    return (
      <p className="number-line">
        <span className="digits">{number.text}</span>
        {number.facts.map(fact => (
          <span key={fact} className="fact">
            {fact}
          </span>
        ))}
      </p>
    )
  }
  return (
    <div className="dial-yourself">
      <a className="big-number" href={'tel:' + number.e164} aria-label={`${words.people.dial} ${number.text}`}>
        {number.text}
      </a>
      <figure className="wide-only">
        <Code text={'tel:' + number.e164} label={words.people.dialWithPhone} />
        <figcaption>{words.people.dialWithPhone}</figcaption>
      </figure>
    </div>
  )
}

function PersonRow({ person, only, tell }: { person: PersonCard; only: boolean; tell: Props['tell'] }) {
  const words = useWords()
  const marks = person.canMark && (
    <span className="marks">
      <button
        type="button"
        className="mark-button reached"
        aria-pressed={person.reached}
        aria-label={words.people.reachedFor(person.name)}
        onClick={() => tell({ kind: 'mark', voter: person.voter, mark: 'reached' })}
      >
        <span aria-hidden="true">{person.reached ? '✓ ' : ''}</span>
        {words.people.reached}
      </button>
      <button
        type="button"
        className="mark-button wrong"
        aria-pressed={person.wrong}
        aria-label={words.people.wrongFor(person.name)}
        onClick={() => tell({ kind: 'mark', voter: person.voter, mark: 'wrong' })}
      >
        <span aria-hidden="true">{person.wrong ? '✕ ' : ''}</span>
        {words.people.wrong}
      </button>
    </span>
  )
  return (
    <li className={'person' + (person.selected ? ' selected' : '') + (person.name.length > LONG ? ' long' : '')}>
      {only ? (
        <span className="person-pick">
          <span className={'role' + (person.targeted ? ' target' : '')}>{person.role}</span>
        </span>
      ) : (
        <button
          type="button"
          className="person-pick"
          aria-pressed={person.selected}
          onClick={() => tell({ kind: 'select', voter: person.voter })}
        >
          <span className="pick-sign" aria-hidden="true" />
          <span className="pick-name">{person.name}</span>
          <span className={'role' + (person.targeted ? ' target' : '')}>{person.role}</span>
        </button>
      )}
      {marks}
    </li>
  )
}

/** What is known of the person, what was written before, and what is to be written now. */
export function About({ people, tell }: Pick<Props, 'people' | 'tell'>) {
  const words = useWords()
  const person = people.find(one => one.selected)
  if (person === undefined) {
    return null
  }
  return (
    <section className="about" aria-label={words.people.about(person.name)}>
      <label className="note">
        <span>{words.people.addNote}</span>
        <textarea
          rows={2}
          maxLength={2000}
          value={person.typed}
          aria-label={words.people.addNoteFor(person.name)}
          onChange={event => tell({ kind: 'note', voter: person.voter, text: event.target.value })}
        />
      </label>
      <Known person={person} />
      <Tell person={person} tell={tell} />
    </section>
  )
}

function Known({ person }: { person: PersonCard }) {
  const words = useWords()
  return (
    <>
      {person.notes.length > 0 && (
        <>
          <h3>{words.people.notes}</h3>
          <ul className="earlier">
            {person.notes.map((note, at) => (
              <li key={at}>{note}</li>
            ))}
          </ul>
        </>
      )}
      {person.past.length > 0 && (
        <>
          <h3>{words.people.past}</h3>
          <ul className="earlier">
            {person.past.map((past, at) => (
              <li key={at}>
                <strong>{past.outcome}</strong>{' '}
                <span className="quiet">{[past.when, past.project, past.by].filter(part => part !== '').join(' · ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {person.profile.length > 0 && (
        <dl className="profile">
          {person.profile.map(line => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>{line.text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

const TYPES: Partial<Record<ToldField, string>> = { phone: 'tel', email: 'email' }

/** What the person says of themselves, for everybody who calls after us. */
function Tell({ person, tell }: { person: PersonCard; tell: Props['tell'] }) {
  const words = useWords()
  const begun = Object.values(person.told).some(text => text !== '')
  return (
    <details className="tell" open={begun}>
      <summary>{words.profile.add}</summary>
      <div className="tell-fields">
        {TOLD_FIELDS.map(field => (
          <label key={field}>
            <span>{words.profile[field]}</span>
            <input
              type={TYPES[field] ?? 'text'}
              maxLength={field === 'phone' || field === 'language' ? 40 : 200}
              autoComplete="off"
              value={person.told[field] ?? ''}
              aria-invalid={person.refused.includes(field)}
              onChange={event => tell({ kind: 'told', voter: person.voter, field, text: event.target.value })}
            />
          </label>
        ))}
      </div>
    </details>
  )
}
