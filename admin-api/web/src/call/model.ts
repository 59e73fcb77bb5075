// The call screen as a reducer over what the server says and what the volunteer wants. Knows no React, no clock and no
// network: time comes with the events, and what is to be done leaves as effects.
import { merge, type FeedMessage, type Link } from '../wire/feed'
import { OFFLINE, type Trouble } from '../wire/http'
import type { MyProject, Outcome, Session } from '../wire/types'
import { answered, EMPTY, noted, said, toggle, told, type Draft, type Mark, type ToldField } from './draft'

export interface Model {
  link: Link
  /** Undefined until the server has said; null if there is none. */
  session: Session | null | undefined
  /** The session that has just ended, for the summary. */
  ended: Session | null
  /** What the server's clock is ahead of ours, in milliseconds. */
  ahead: number
  project: MyProject | null
  /** The entry that the draft belongs to. */
  entry: number | null
  draft: Draft
  /** What is being said of a call, until the server has taken it. */
  saying: Said | null
  /** What is being said is a report of abuse. */
  reporting: boolean
  /** The call disposed last, as long as it can be corrected. */
  last: Said | null
  /** The call that is being corrected now, instead of the one on the screen. */
  correcting: Said | null
  sheet: Sheet
  /** The command that is under way. */
  busy: Command['kind'] | null
  trouble: Trouble | null
  /** Bring the next number by itself. A number, never a call. */
  keepGoing: boolean
  /** The volunteer's calls of today; null until counted. */
  callsToday: number | null
}

/** What lies over the screen. */
export type Sheet =
  | 'none'
  | 'outcomes'
  | 'call-back'
  | 'wrong-number'
  | 'do-not-call'
  | 'keypad'
  | 'shortcuts'
  | 'projects'
  | 'leave'
  | 'abuse'
  /** After a report: would a pause do good? */
  | 'breather'

/** A call that was disposed: enough to say something else of it. */
export interface Said {
  attempt: string
  entry: number
  code: string
  name: string
  people: { voter: number; name: string }[]
  draft: Draft
}

export type Command =
  | { kind: 'NEXT' | 'HANG_UP' | 'PAUSE' | 'RESUME' | 'LEAVE' }
  | { kind: 'CHOOSE_PROJECT'; project: number }
  | { kind: 'SKIP'; entry: number }
  | { kind: 'CALL'; entry: number; key: string }
  | { kind: 'DROP_VOICEMAIL'; key: string }
  | { kind: 'FINISH_AFTER_CALL'; finish: boolean }
  | { kind: 'SEND_DIGITS'; digits: string }
  | { kind: 'DISPOSE'; key: string; body: Disposition }
  | { kind: 'REPORT_ABUSE'; key: string; body: { attempt: string; text?: string } }

export interface Disposition extends ReturnType<typeof said> {
  attempt: string
  code: string
  callBackAt?: string
}

export type Event =
  | (FeedMessage & { at: number })
  | { kind: 'project'; project: MyProject }
  | { kind: 'want'; command: Exclude<Command, { kind: 'DISPOSE' | 'REPORT_ABUSE' }> }
  | { kind: 'report'; text: string; key: string }
  | { kind: 'counted'; calls: number }
  | { kind: 'say'; code: Outcome | (string & {}); key: string; callBackAt?: string; wrong?: number[] }
  | { kind: 'done'; session: Session; at: number }
  | { kind: 'refused'; trouble: Trouble; at: number }
  | { kind: 'select'; voter: number }
  | { kind: 'mark'; voter: number; mark: Mark }
  | { kind: 'note'; voter: number; text: string }
  | { kind: 'answer'; voter: number; question: string; values: string[] }
  | { kind: 'told'; voter: number; field: ToldField; text: string }
  | { kind: 'open'; sheet: Sheet }
  | { kind: 'correct'; begin: boolean }
  | { kind: 'keep-going'; on: boolean }
  | { kind: 'understood' }
  | { kind: 'time'; at: number }

export type Effect =
  | { kind: 'send'; command: Command }
  | { kind: 'resync' }
  | { kind: 'load'; project: number }
  | { kind: 'keep' }
  | { kind: 'count' }

export interface Step {
  model: Model
  effects: Effect[]
}

/** What outlives a reload. */
export type Kept = Pick<Model, 'entry' | 'draft' | 'last' | 'keepGoing'>

export function begin(kept: Partial<Kept> = {}): Model {
  return {
    link: 'opening',
    session: undefined,
    ended: null,
    ahead: 0,
    project: null,
    entry: null,
    draft: EMPTY,
    saying: null,
    reporting: false,
    last: null,
    correcting: null,
    sheet: 'none',
    busy: null,
    trouble: null,
    keepGoing: true,
    callsToday: null,
    ...kept,
  }
}

export function step(model: Model, event: Event): Step {
  switch (event.kind) {
    case 'link':
      return still({ ...model, link: event.link })
    case 'snapshot':
      return seen(model, event.session, event.at)
    case 'change':
      return changed(model, event)
    case 'done':
      return answeredBy(model, event.session, event.at)
    case 'refused':
      return refused(model, event.trouble, event.at)
    case 'project':
      return still({ ...model, project: event.project })
    case 'want':
      return wanted(model, event.command)
    case 'say':
      return say(model, event)
    case 'report':
      return report(model, event.text.trim(), event.key)
    case 'counted':
      return still({ ...model, callsToday: event.calls })
    case 'select':
      return drafted(model, { ...draftOf(model), selected: event.voter })
    case 'mark':
      return drafted(model, toggle(draftOf(model), event.voter, event.mark))
    case 'note':
      return drafted(model, noted(draftOf(model), event.voter, event.text))
    case 'answer':
      return drafted(model, answered(draftOf(model), event.voter, event.question, event.values))
    case 'told':
      return drafted(model, told(draftOf(model), event.voter, event.field, event.text))
    case 'open':
      return still({ ...model, sheet: event.sheet, trouble: null })
    case 'correct':
      return still({ ...model, correcting: event.begin ? model.last : null, sheet: event.begin ? 'outcomes' : 'none' })
    case 'keep-going':
      return { model: { ...model, keepGoing: event.on }, effects: [{ kind: 'keep' }] }
    case 'understood':
      return still({ ...model, trouble: null })
    case 'time':
      return onward(model, event.at)
  }
}

function still(model: Model): Step {
  return { model, effects: [] }
}

/** The draft that is being worked on: that of the call that is corrected, or of the number on the screen. */
export function draftOf(model: Model): Draft {
  return model.correcting?.draft ?? model.draft
}

function drafted(model: Model, draft: Draft): Step {
  const next = model.correcting === null ? { ...model, draft } : { ...model, correcting: { ...model.correcting, draft } }
  return { model: next, effects: [{ kind: 'keep' }] }
}

// --- what the server says ---

function changed(model: Model, event: Extract<Event, { kind: 'change' }>): Step {
  const now = model.session
  if (now === undefined || now === null || event.from > now.sequence) {
    return { model, effects: [{ kind: 'resync' }] }
  }
  // What a command's own answer has shown already comes again by the feed.
  if (event.sequence <= now.sequence) {
    return still(model)
  }
  if (event.from < now.sequence) {
    return { model, effects: [{ kind: 'resync' }] }
  }
  const next = merge(now, event.patch)
  // The session has moved on: whatever was under way has been heard, even if its own answer is still on its way.
  const moved = next.state !== now.state || next.entry !== now.entry
  return seen(moved ? { ...model, busy: null } : model, next, event.at)
}

function answeredBy(model: Model, session: Session, at: number): Step {
  const free: Model = { ...model, busy: null, trouble: null }
  if (model.saying === null) {
    return isNews(model, session) ? seen(free, session, at) : still(free)
  }
  const settled: Model = { ...free, last: model.saying, saying: null, correcting: null }
  const next = isNews(model, session) ? seen(settled, session, at) : still(settled)
  const shaken = model.reporting && next.model.session?.allowed.includes('PAUSE') === true
  return {
    model: { ...next.model, reporting: false, sheet: shaken ? 'breather' : next.model.sheet },
    effects: [...next.effects, { kind: 'keep' }, { kind: 'count' }],
  }
}

function isNews(model: Model, session: Session): boolean {
  return model.session?.session !== session.session || model.session.sequence <= session.sequence
}

function refused(model: Model, trouble: Trouble, at: number): Step {
  // Without an answer it may have been taken: the same words can be sent again, and do no harm.
  const free: Model = { ...model, busy: null, trouble, saying: trouble.code === OFFLINE ? model.saying : null }
  if (trouble.session !== undefined && isNews(model, trouble.session)) {
    return seen(free, trouble.session, at)
  }
  return { model: free, effects: trouble.code === OFFLINE ? [] : [{ kind: 'resync' }] }
}

function seen(model: Model, session: Session | null, at: number): Step {
  if (session === null) {
    const ended = model.session ?? model.ended
    return still({ ...model, session: null, ended, busy: null, sheet: 'none', correcting: null })
  }
  const fresh = model.session?.session !== session.session
  const next: Model = {
    ...model,
    session,
    ended: null,
    ahead: Date.parse(session.at) - at,
    ...(fresh && model.session ? { last: null, correcting: null } : {}),
  }
  return withEffects(onEntry(next, model.session ?? null), model)
}

/** A draft lives as long as its number is on the screen, and until its call has been disposed. */
function onEntry(model: Model, before: Session | null): Model {
  const session = model.session
  if (!session) {
    return model
  }
  let next = model
  const disposed = session.call?.recorded
  if (before && disposed === undefined && before.state === 'WRAP_UP' && session.entry !== before.entry) {
    next = { ...next, sheet: 'none' }
  }
  if (session.entry !== undefined && session.entry !== next.entry) {
    next = { ...next, entry: session.entry, draft: EMPTY, sheet: 'none', correcting: null }
  }
  if (session.state === 'PREVIEWING' || session.state === 'READY') {
    next = { ...next, sheet: before?.state === session.state ? next.sheet : 'none' }
  }
  return next
}

function withEffects(model: Model, before: Model): Step {
  const effects: Effect[] = []
  const project = model.session?.project
  if (project !== undefined && project !== model.project?.id && project !== before.session?.project) {
    effects.push({ kind: 'load', project })
  }
  if (model.entry !== before.entry) {
    effects.push({ kind: 'keep' })
  }
  if (model.session?.session !== before.session?.session) {
    effects.push({ kind: 'count' })
  }
  return { model, effects }
}

// --- what the volunteer wants ---

function wanted(model: Model, command: Command): Step {
  const session = model.session
  if (!session || model.busy !== null || !session.allowed.includes(command.kind)) {
    return still(model)
  }
  return {
    model: { ...model, busy: command.kind, trouble: null, sheet: command.kind === 'SEND_DIGITS' ? model.sheet : 'none' },
    effects: [{ kind: 'send', command }],
  }
}

/** The attempt and the people of whom an outcome would be said now. */
export function subject(model: Model): { attempt: string; entry: number; people: { voter: number; name: string }[] } | null {
  if (model.correcting !== null) {
    return model.correcting
  }
  const { call, screen, entry } = model.session ?? {}
  return call === undefined || screen === undefined || entry === undefined
    ? null
    : { attempt: call.attempt, entry, people: screen.people.map(({ voter, name }) => ({ voter, name })) }
}

function say(model: Model, event: Extract<Event, { kind: 'say' }>): Step {
  const of = subject(model)
  if (of === null) {
    return still(model)
  }
  const draft = event.wrong === undefined ? draftOf(model) : { ...draftOf(model), wrong: event.wrong }
  const body: Disposition = {
    attempt: of.attempt,
    code: event.code,
    ...said(draft, of.people.map(person => person.voter), model.project?.survey ?? { questions: [] }),
    ...(event.callBackAt === undefined ? {} : { callBackAt: event.callBackAt }),
  }
  const sent = wanted(model, { kind: 'DISPOSE', key: event.key, body })
  if (sent.effects.length === 0) {
    return sent
  }
  const name = of.people.find(person => person.voter === draft.selected)?.name ?? of.people[0]?.name ?? ''
  return { ...sent, model: { ...sent.model, saying: { ...of, code: event.code, name, draft } } }
}

/** Ends the call, keeps the number from ever being called again and tells the manager: one command of the server's. */
function report(model: Model, text: string, key: string): Step {
  const of = subject(model)
  if (of === null) {
    return still(model)
  }
  const body = { attempt: of.attempt, ...(text === '' ? {} : { text }) }
  const sent = wanted(model, { kind: 'REPORT_ABUSE', key, body })
  return sent.effects.length === 0
    ? sent
    : { ...sent, model: { ...sent.model, reporting: true, saying: { ...of, code: 'DO_NOT_CALL', name: of.people[0]?.name ?? '', draft: draftOf(model) } } }
}

// --- what time brings ---

/** Patience between two questions for a number when nothing says when there will be one. */
const ASK_AGAIN_MS = 30_000

/** Asks for the next number: after a call, and when the reason for having none has passed. Never dials. */
function onward(model: Model, at: number): Step {
  const session = model.session
  if (!session || !model.keepGoing || session.state !== 'READY' || model.busy !== null || model.sheet !== 'none') {
    return still(model)
  }
  if (!session.allowed.includes('NEXT') || model.link !== 'live' || session.finishAfterCall) {
    return still(model)
  }
  const nothing = session.nothing
  if (nothing !== undefined) {
    const asked = Date.parse(nothing.at)
    const then = nothing.nextCallableAt === undefined ? asked + ASK_AGAIN_MS : Date.parse(nothing.nextCallableAt) + 500
    return at + model.ahead < Math.max(then, asked + 1_000) ? still(model) : wanted(model, { kind: 'NEXT' })
  }
  return model.trouble === null && model.last !== null ? wanted(model, { kind: 'NEXT' }) : still(model)
}
