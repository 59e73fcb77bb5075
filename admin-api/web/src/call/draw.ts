// From model to snapshot: the one place that decides what the call screen says. Decides no rule: what may be done is in
// the server's `allowed`.
import type { Allowed, Explanation, Person, Session } from '../wire/types'
import type { Trouble } from '../wire/http'
import { grade, type Quality } from '../voice/model'
import type { Words } from '../words/en'
import { firstName, telephone, when } from '../words/format'
import { meaning, sentenceOf } from '../words/why'
import { band } from './band'
import { asked, TOLD_FIELDS } from './draft'
import { fill, type Names } from './markdown'
import { buttons, footer, primary } from './buttons'
import { draftOf, subject, type Model } from './model'
import { groups, labelOf } from './outcomes'
import type { Reader } from './reader'
import type { NumberCard, PersonCard, Snapshot, TroubleCard } from './snapshot'
import { lastCall, today } from './today'

export function draw(model: Model, session: Session, reader: Reader): Snapshot {
  const { words } = reader
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const draft = draftOf(model)
  const people = peopleOf(model, session, reader, can('DISPOSE') || session.state === 'PREVIEWING')
  const selected = people.find(person => person.selected)
  const outcomes = can('DISPOSE') && subject(model) !== null ? groups(model, session, words) : []
  const survey = model.project?.survey
  return {
    header: {
      project: model.project?.name ?? words.header.session,
      callerId: session.mode === 'HAND' || model.project?.callerId === undefined ? null : telephone(model.project.callerId),
      mode: { PHONE: words.header.phone, BROWSER: words.header.browser, HAND: words.header.byHand }[session.mode],
      callsToday: model.today?.calls ?? null,
      startedAt: Date.parse(session.startedAt),
    },
    band: band(model, session, reader),
    primary: primary(model, session, words),
    buttons: buttons(session, words),
    footer: footer(session, words),
    outcomes,
    number: numberOf(session, words),
    people,
    script: model.project === null || selected === undefined ? null : { text: model.project.script, names: namesOf(session, selected.voter, reader) },
    survey:
      survey === undefined || selected === undefined
        ? null
        : {
            voter: selected.voter,
            title: words.survey.title(firstName(selected.name)),
            questions: asked(survey, draft.answers[selected.voter] ?? {}).map((question, at) => ({
              question: { ...question, text: fill(question.text, namesOf(session, selected.voter, reader)) },
              number: at + 1,
              given: draft.answers[selected.voter]?.[question.key] ?? [],
            })),
          },
    nothing: session.nothing === undefined || session.state !== 'READY' ? null : nothing(session.nothing, session, reader),
    lastCall: lastCall(model, session, words),
    notice: session.nothing === undefined ? noticeOf(session, words) : null,
    trouble: model.trouble === null ? null : trouble(model.trouble, reader),
    line: session.mode === 'HAND' || !session.connected ? null : lineOf(session),
    today: today(model, session, reader),
    sheet: model.sheet,
    finishing: session.finishAfterCall,
    keepGoing: model.keepGoing,
    busy: model.busy !== null,
  }
}

/** What the script may name. `{voter}` and `{volunteer}` alone are their first names. */
function namesOf(session: Session, voter: number, reader: Reader): Names {
  const person = session.screen?.people.find(one => one.voter === voter)
  const first = person?.firstName ?? firstName(person?.name ?? '')
  return {
    voter: first,
    'voter.first': first,
    'voter.last': person?.lastName ?? (person?.name ?? '').trim().split(/\s+/).slice(1).join(' '),
    'voter.name': person?.name ?? '',
    volunteer: firstName(reader.volunteer),
    'volunteer.first': firstName(reader.volunteer),
    'volunteer.name': reader.volunteer,
  }
}

// --- people ---

function peopleOf(model: Model, session: Session, reader: Reader, canMark: boolean): PersonCard[] {
  const { words } = reader
  const draft = draftOf(model)
  const people = [...(session.screen?.people ?? [])].sort((a, b) => Number(b.targeted) - Number(a.targeted))
  const known = people.some(person => person.voter === draft.selected)
  const first = people.find(person => person.targeted && !person.done) ?? people[0]
  const wrong = Object.keys(model.trouble?.fields ?? {}).map(pointer => pointer.slice(pointer.lastIndexOf('/') + 1))
  return people.map(person => ({
    voter: person.voter,
    name: person.name,
    age: person.age ?? null,
    role: person.done ? words.people.done : person.targeted ? words.people.target : words.people.alsoHere,
    targeted: person.targeted,
    done: person.done,
    notes: person.notes,
    sayAs: person.sayAs ?? null,
    profile: profileOf(person, words),
    past: (person.pastCalls ?? []).map(past => ({
      when: new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'short' }).format(Date.parse(past.at)),
      outcome: labelOf(past.outcome, model.project, words),
      project: past.project,
      by: past.by ?? '',
    })),
    told: draft.told[person.voter] ?? {},
    selected: person.voter === (known ? draft.selected : first?.voter),
    reached: draft.reached.includes(person.voter),
    wrong: draft.wrong.includes(person.voter) || person.wrongNumber,
    refused: TOLD_FIELDS.filter(field => wrong.includes(field) && (draft.told[person.voter]?.[field] ?? '') !== ''),
    typed: draft.notes[person.voter] ?? '',
    canMark,
  }))
}

function profileOf(person: Person, words: Words) {
  const say = words.profile
  const lines: [string, string | undefined][] = [
    [say.language, person.language],
    [say.address, [person.address, person.city, person.state].filter(Boolean).join(', ')],
    [say.email, person.email],
    [say.otherNumbers, (person.otherNumbers ?? []).join(', ')],
  ]
  return lines.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [{ label, text }]))
}

function numberOf(session: Session, words: Words): NumberCard | null {
  const screen = session.screen
  return screen === undefined
    ? null
    : {
        text: telephone(screen.number),
        e164: screen.number,
        facts: [words.people.score(screen.score), screen.attempts === 0 ? words.people.never : words.people.tried(screen.attempts)],
        dialYourself: session.mode === 'HAND',
      }
}

function nothing(why: Explanation, session: Session, reader: Reader) {
  const { words } = reader
  const next = why.nextCallableAt
  const blocked = Object.entries(why.blocked)
  // Where the reason is another one, that there is nobody says nothing of how far the project is.
  const nobodyLeft = session.noticeCode === undefined || session.noticeCode === 'nobody-left'
  const allDone = nobodyLeft && next === undefined && blocked.every(([reason]) => reason === 'DONE' || reason === 'LIMIT' || reason === 'DO_NOT_CALL')
  return {
    sentence: allDone ? words.nothing.all : (noticeOf(session, words) ?? words.band.NOTHING),
    when: next === undefined ? null : words.nothing.at(when(Date.parse(next), reader.now, words.locale)),
    reasons: blocked
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => ({ label: words.nothing.why[reason] ?? reason, count })),
  }
}

function trouble(what: Trouble, { words, now }: Reader): TroubleCard {
  const untilAt = what.until === undefined ? null : Date.parse(what.until)
  return {
    sentence: sentenceOf(what, words),
    until: untilAt === null ? null : when(untilAt, now, words.locale),
    untilAt,
  }
}

/** What happened by itself, in the reader's language. */
function noticeOf(session: Session, words: Words): string | null {
  return meaning(session.noticeCode, words) ?? session.notice ?? null
}

/** How the server hears the line; a device that carries the voice itself knows better. */
function lineOf(session: Session): Quality | null {
  const line = session.line
  return line === undefined ? null : grade({ lost: line.lossPercent / 100, jitterMs: line.jitterMs, roundTripMs: line.roundTripMs ?? null })
}
