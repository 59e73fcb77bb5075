// What the call screen shows: plain values, nothing to work out. What is absent is not drawn.
import type { Outcome, Question } from '../wire/types'
import type { Names } from './markdown'
import type { Quality } from '../voice/model'
import type { Told, ToldField } from './draft'
import type { Command, Sheet } from './model'

export type Tone =
  | 'ready'
  | 'quiet'
  | 'preview'
  | 'dialing'
  | 'ringing'
  | 'talking'
  | 'write'
  | 'paused'
  | 'lost'

export interface Snapshot {
  header: Header
  band: Band
  primary: Button | null
  buttons: Button[]
  footer: Button[]
  outcomes: OutcomeGroup[]
  number: NumberCard | null
  people: PersonCard[]
  script: ScriptPage | null
  survey: SurveyPage | null
  nothing: Nothing | null
  /** The call before this one, as long as something else can be said of it. */
  lastCall: LastCall | null
  notice: string | null
  trouble: TroubleCard | null
  /** How the server hears the volunteer's line. */
  line: Quality | null
  today: Today
  sheet: Sheet
  finishing: boolean
  keepGoing: boolean
  busy: boolean
}

export interface Header {
  project: string
  callerId: string | null
  mode: string
  callsToday: number | null
  startedAt: number
}

export interface Band {
  tone: Tone
  word: string
  detail: string
  /** Server time from which a stopwatch runs. */
  since: number | null
}

/** What a press does. */
export type Press =
  | { kind: 'command'; command: Plain }
  | { kind: 'say'; code: string }
  | { kind: 'open'; sheet: Sheet }
  | { kind: 'outcomes' }
  | { kind: 'correct'; begin: boolean }
  | { kind: 'reconnect' }

/** A command whose idempotency key is made when it is sent. */
export type Plain =
  | { kind: 'NEXT' | 'HANG_UP' | 'PAUSE' | 'RESUME' | 'LEAVE' | 'DROP_VOICEMAIL' }
  | { kind: 'SKIP'; entry: number }
  | { kind: 'CALL'; entry: number }
  | { kind: 'CHOOSE_PROJECT'; project: number }
  | { kind: 'FINISH_AFTER_CALL'; finish: boolean }
  | { kind: 'SEND_DIGITS'; digits: string }

export interface Button {
  id: string
  label: string
  does?: string
  /** The single key that presses it. */
  key?: string
  icon?: Icon
  press: Press
}

export type Icon = 'report' | 'call' | 'hang-up' | 'voicemail' | 'skip' | 'pause' | 'play' | 'next' | 'check' | 'keypad' | 'finish' | 'leave' | 'project' | 'list'

export interface OutcomeGroup {
  title: string
  buttons: OutcomeButton[]
}

export interface OutcomeButton {
  code: string
  action: Outcome
  label: string
  does: string
  key?: string
  suggested: boolean
}

export interface NumberCard {
  text: string
  e164: string
  facts: string[]
  dialYourself: boolean
}

export interface PersonCard {
  voter: number
  name: string
  age: number | null
  role: string
  targeted: boolean
  done: boolean
  notes: string[]
  /** How to say the name, where it is known. */
  sayAs: string | null
  profile: { label: string; text: string }[]
  past: { when: string; outcome: string; project: string; by: string }[]
  told: Told
  selected: boolean
  reached: boolean
  wrong: boolean
  /** Fields of what was told that the server could not take. */
  refused: ToldField[]
  typed: string
  canMark: boolean
}

export interface ScriptPage {
  text: string
  names: Names
}

export interface SurveyPage {
  voter: number
  title: string
  questions: { question: Question; number: number; given: string[] }[]
}

export interface Nothing {
  sentence: string
  when: string | null
  reasons: { label: string; count: number }[]
}

export interface LastCall {
  name: string
  outcome: string
  canChange: boolean
}

/** The volunteer's calls of today, and what remains of the project. */
export interface Today {
  known: boolean
  summary: string | null
  calls: TodaysCall[]
  remains: Remains | null
}

export interface TodaysCall {
  attempt: string
  at: string
  name: string
  outcome: string
  /** How long was talked; null if not at all, or by hand. */
  talked: string | null
  canChange: boolean
}

export interface Remains {
  done: number
  voters: number
  text: string
  /** How many can be called now, and when the next one can; null where that is told already. */
  callable: string | null
  next: string | null
}

export interface TroubleCard {
  sentence: string
  until: string | null
  /** The same as an instant. */
  untilAt: number | null
}

export type { Command }
