// What the call screen knows, what can happen to it, and what it asks to be done. The moves are in `step.ts` (the
// volunteer's and the clock's) and `heard.ts` (the server's). No React, no clock and no network anywhere here: time comes
// with the events, and what is to be done leaves as effects.
import type { FeedMessage, Link } from '../wire/feed'
import type { Trouble } from '../wire/http'
import type { MyCalls, MyProject, Outcome, Session } from '../wire/types'
import { EMPTY, type said, type Draft, type Mark, type ToldField } from './draft'

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
  /** What was said and not answered, since the network was lost: sent again when it is back. */
  unanswered: Command | null
  /** A number of this session was on the screen since the page was opened. */
  served: boolean
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
  today: MyCalls | null
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
  /** The calls of today, and what remains. */
  | 'today'
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
  | { kind: 'counted'; calls: MyCalls }
  | { kind: 'say'; code: Outcome | (string & {}); key: string; callBackAt?: string; wrong?: number[] }
  /** `command` is what was asked for, if it is known. */
  | { kind: 'done'; session: Session; command?: Command; at: number }
  | { kind: 'refused'; trouble: Trouble; command?: Command; at: number }
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
    served: false,
    draft: EMPTY,
    saying: null,
    reporting: false,
    unanswered: null,
    last: null,
    correcting: null,
    sheet: 'none',
    busy: null,
    trouble: null,
    keepGoing: true,
    today: null,
    ...kept,
  }
}

export function still(model: Model): Step {
  return { model, effects: [] }
}

/** Whether a command says of a call how it went. Such a one can be sent again with its key, and does no harm. */
export function tells(command: Command): boolean {
  return command.kind === 'DISPOSE' || command.kind === 'REPORT_ABUSE'
}

/** The draft that is being worked on: that of the call that is corrected, or of the number on the screen. */
export function draftOf(model: Model): Draft {
  return model.correcting?.draft ?? model.draft
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
