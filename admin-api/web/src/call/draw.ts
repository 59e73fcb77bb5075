// From model to snapshot: the one place that decides what the call screen says. Decides no rule: what may be done is in
// the server's `allowed`.
import type { Allowed, Explanation, Person, Session } from '../wire/types'
import { OFFLINE, type Trouble } from '../wire/http'
import type { Words } from '../words/en'
import { telephone, when } from '../words/format'
import { band } from './band'
import { asked } from './draft'
import { fill, type Names } from './markdown'
import { draftOf, subject, type Model } from './model'
import { groups, labelOf } from './outcomes'
import type { Button, NumberCard, PersonCard, Snapshot, TroubleCard } from './snapshot'

export interface Reader {
  words: Words
  /** The volunteer's name, as the script says it. */
  volunteer: string
  /** Server time. */
  now: number
}

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
      project: model.project?.name ?? '',
      callerId: session.mode === 'HAND' || model.project?.callerId === undefined ? null : telephone(model.project.callerId),
      mode: { PHONE: words.header.phone, BROWSER: words.header.browser, HAND: words.header.byHand }[session.mode],
      callsToday: model.callsToday,
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
    notice: session.nothing === undefined ? (session.notice ?? null) : null,
    trouble: model.trouble === null ? null : trouble(model.trouble, reader),
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

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}

// --- buttons ---

/** The one next step. What the server does not allow is not there. */
function primary(model: Model, session: Session, words: Words): Button | null {
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const say = words.primary
  const name = firstName(session.screen?.people.find(person => person.targeted)?.name ?? session.screen?.people[0]?.name ?? '')
  const entry = session.entry
  if (model.correcting !== null) {
    return { id: 'say', label: say.SAY, icon: 'check', press: { kind: 'outcomes' } }
  }
  if (session.state === 'RECONNECTING') {
    return { id: 'reconnect', label: say.RECONNECT, icon: 'call', press: { kind: 'reconnect' } }
  }
  if (session.state === 'PAUSED') {
    return can('RESUME') ? { id: 'resume', label: say.RESUME, icon: 'play', press: { kind: 'command', command: { kind: 'RESUME' } } } : null
  }
  if (can('CALL') && entry !== undefined) {
    const label = session.mode === 'HAND' ? say.BY_HAND : name === '' ? say.CALL_NUMBER : say.CALL(name)
    return { id: 'call', label, icon: 'call', press: { kind: 'command', command: { kind: 'CALL', entry } } }
  }
  if (can('HANG_UP') && session.mode !== 'HAND') {
    return { id: 'hang-up', label: say.HANG_UP, icon: 'hang-up', press: { kind: 'command', command: { kind: 'HANG_UP' } } }
  }
  if (can('DISPOSE') && session.call !== undefined) {
    return afterwards(model, session, words)
  }
  if (can('NEXT')) {
    return { id: 'next', label: say.NEXT, icon: 'next', press: { kind: 'command', command: { kind: 'NEXT' } } }
  }
  return can('CHOOSE_PROJECT') && session.project === undefined
    ? { id: 'project', label: say.CHOOSE_PROJECT, icon: 'project', press: { kind: 'open', sheet: 'projects' } }
    : null
}

/** After a call: what the network suggests, or what the marks say; else the outcomes. Never a guess. */
function afterwards(model: Model, session: Session, words: Words): Button {
  const suggested = session.call?.suggested
  if (suggested !== undefined) {
    const label = words.primary.CONFIRM(labelOf(suggested, model.project, words))
    return { id: 'confirm', label, icon: 'check', press: { kind: 'say', code: suggested } }
  }
  const reached = session.screen?.people.filter(person => model.draft.reached.includes(person.voter)) ?? []
  if (reached.length > 0) {
    const names = reached.map(person => firstName(person.name)).join(` ${words.common.and} `)
    return { id: 'finished', label: words.primary.FINISHED(names), icon: 'check', press: { kind: 'say', code: 'SUCCESSFUL' } }
  }
  return { id: 'say', label: words.primary.SAY, icon: 'check', press: { kind: 'outcomes' } }
}

function buttons(session: Session, words: Words): Button[] {
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const say = words.action
  const list: Button[] = []
  if (can('DROP_VOICEMAIL')) {
    list.push({ id: 'voicemail', label: say.DROP_VOICEMAIL, does: say.DROP_VOICEMAIL_does, key: 'v', icon: 'voicemail', press: { kind: 'command', command: { kind: 'DROP_VOICEMAIL' } } })
  }
  if (can('HANG_UP') && session.mode === 'HAND') {
    list.push({ id: 'hang-up', label: say.CALL_OVER, key: 'h', icon: 'hang-up', press: { kind: 'command', command: { kind: 'HANG_UP' } } })
  }
  if (can('SKIP') && session.entry !== undefined) {
    list.push({ id: 'skip', label: say.SKIP, does: say.SKIP_does, key: 's', icon: 'skip', press: { kind: 'command', command: { kind: 'SKIP', entry: session.entry } } })
  }
  if (can('SEND_DIGITS') && session.mode !== 'HAND') {
    list.push({ id: 'keypad', label: say.KEYPAD, key: 'k', icon: 'keypad', press: { kind: 'open', sheet: 'keypad' } })
  }
  return list
}

function footer(session: Session, words: Words): Button[] {
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const say = words.action
  const list: Button[] = []
  if (can('PAUSE')) {
    const label = can('FINISH_AFTER_CALL') && session.state !== 'PREVIEWING' ? say.PAUSE_after : say.PAUSE
    list.push({ id: 'pause', label, key: 'p', icon: 'pause', press: { kind: 'command', command: { kind: 'PAUSE' } } })
  }
  if (can('RESUME') && session.state !== 'PAUSED') {
    list.push({ id: 'resume', label: say.RESUME, key: 'p', icon: 'play', press: { kind: 'command', command: { kind: 'RESUME' } } })
  }
  if (can('FINISH_AFTER_CALL')) {
    const finish = !session.finishAfterCall
    list.push({ id: 'finish', label: finish ? say.FINISH : say.FINISH_undo, key: 'f', icon: 'finish', press: { kind: 'command', command: { kind: 'FINISH_AFTER_CALL', finish } } })
  }
  if (can('CHOOSE_PROJECT') && session.project !== undefined) {
    list.push({ id: 'project', label: say.CHANGE_PROJECT, icon: 'project', press: { kind: 'open', sheet: 'projects' } })
  }
  if (can('REPORT_ABUSE') && session.call !== undefined) {
    list.push({ id: 'abuse', label: say.ABUSE, icon: 'report', press: { kind: 'open', sheet: 'abuse' } })
  }
  if (session.mode !== 'HAND' && session.state !== 'CONNECTING') {
    list.push({ id: 'switch', label: say.PHONE, icon: 'call', press: { kind: 'reconnect' } })
  }
  if (can('LEAVE')) {
    list.push({ id: 'leave', label: say.LEAVE, icon: 'leave', press: { kind: 'open', sheet: 'leave' } })
  }
  return list
}

// --- people ---

function peopleOf(model: Model, session: Session, reader: Reader, canMark: boolean): PersonCard[] {
  const { words } = reader
  const draft = draftOf(model)
  const people = [...(session.screen?.people ?? [])].sort((a, b) => Number(b.targeted) - Number(a.targeted))
  const known = people.some(person => person.voter === draft.selected)
  const first = people.find(person => person.targeted && !person.done) ?? people[0]
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
  const allDone = next === undefined && blocked.every(([reason]) => reason === 'DONE' || reason === 'LIMIT' || reason === 'DO_NOT_CALL')
  return {
    sentence: allDone ? words.nothing.all : (session.notice ?? words.band.NOTHING),
    when: next === undefined ? null : words.nothing.at(when(Date.parse(next), reader.now, words.locale)),
    reasons: blocked
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => ({ label: words.nothing.why[reason] ?? reason, count })),
  }
}

function trouble(what: Trouble, { words, now }: Reader): TroubleCard {
  if (what.code === OFFLINE) {
    return { sentence: words.trouble.offline, until: null, untilAt: null }
  }
  const untilAt = what.until === undefined ? null : Date.parse(what.until)
  return {
    sentence: words.trouble.codes[what.code] ?? what.sentence ?? words.trouble.unknown,
    until: untilAt === null ? null : when(untilAt, now, words.locale),
    untilAt,
  }
}

function lastCall(model: Model, session: Session, words: Words) {
  const last = model.last
  const between = session.state === 'READY' || session.state === 'PREVIEWING' || session.state === 'PAUSED'
  return last === null || !between
    ? null
    : {
        name: last.name,
        outcome: labelOf(last.code, model.project, words),
        canChange: session.allowed.includes('DISPOSE') && model.correcting === null,
      }
}
