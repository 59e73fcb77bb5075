// A small world to draw: one project, one household, and sessions in each state. Tests use it, too.
import type { Call, MyCalls, MyProject, MyProjectItem, Person, Session } from '../wire/types'

/** A Saturday afternoon in North Carolina. */
export const NOW = Date.parse('2026-10-31T18:10:00Z')

export function at(secondsAgo: number): string {
  return new Date(NOW - secondsAgo * 1000).toISOString()
}

export const HOURS = {
  zone: 'America/New_York',
  windows: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map(day => ({
    day: day as MyProject['hours']['windows'][number]['day'],
    opensAt: '09:00',
    closesAt: '21:00',
  })),
  closedDates: [],
}

export const PROJECT = {
  id: 3,
  name: 'Saturday GOTV · Ward 3',
  open: true,
  opensAt: at(0),
  hours: HOURS,
  callerId: '+19195550140',
  script: `Hi {voter.first}, this is {volunteer.first}, a volunteer with the Ward 3 campaign. Do you have a minute?

# If they have

We are calling because the **early vote** ends this Saturday. Can we count on you to vote?

- At home by mail: it must arrive by Tuesday
- In person: Durham Library, until 3 pm

> If they are undecided: what matters most to you?

# If they have not

Is there a better time to call?

Thank you, {voter.first}, and have a *good* evening!`,
  survey: {
    questions: [
      {
        key: 'will-vote',
        text: 'Will you vote on the 3rd?',
        kind: 'ONE_OF',
        choices: [
          { key: 'yes', text: 'Yes' },
          { key: 'no', text: 'No' },
          { key: 'unsure', text: 'Not sure' },
        ],
      },
      {
        key: 'how',
        text: 'How will you vote?',
        kind: 'ONE_OF',
        choices: [
          { key: 'early', text: 'Early, in person' },
          { key: 'mail', text: 'By mail' },
          { key: 'day', text: 'On election day' },
        ],
        askedIf: { question: 'will-vote', choice: 'yes' },
      },
      {
        key: 'issues',
        text: 'Which issues matter most?',
        kind: 'ANY_OF',
        choices: [
          { key: 'schools', text: 'Schools' },
          { key: 'housing', text: 'Housing' },
          { key: 'health', text: 'Health care' },
          { key: 'jobs', text: 'Jobs' },
        ],
      },
      { key: 'else', text: 'Anything else we should know?', kind: 'TEXT' },
    ],
  },
  dispositions: [{ code: 'MOVED', label: 'Moved away', action: 'WRONG_NUMBER' }],
  outcomes: [
    ...(['SUCCESSFUL', 'REFUSED', 'CALL_BACK', 'WRONG_NUMBER', 'DO_NOT_CALL'] as const).map(code => ({ code, action: code, talked: true })),
    ...(['NO_ANSWER', 'BUSY', 'FAILED', 'VOICEMAIL'] as const).map(code => ({ code, action: code, talked: false })),
    { code: 'MOVED', label: 'Moved away', action: 'WRONG_NUMBER', talked: true },
  ],
  voicemail: true,
  progress: { voters: 1460, done: 1217, callable: 40 },
} as MyProject

export const PROJECTS = [
  { id: 3, name: PROJECT.name, open: true, opensAt: at(0), hours: HOURS, progress: PROJECT.progress },
  { id: 4, name: 'Yard signs', open: false, opensAt: '2026-11-01T14:00:00Z', hours: { ...HOURS, windows: [] }, progress: { voters: 90, done: 0, callable: 0 } },
  { id: 5, name: 'Recuento de voluntarios para la asamblea general de la circunscripción', open: false, hours: HOURS, progress: { voters: 0, done: 0, callable: 0 } },
] as MyProjectItem[]

// Casts, here and below: what a later contract adds and nothing here shows need not be in the stories.
export const ANGELA = {
  voter: 11,
  name: 'Angela Ortiz',
  firstName: 'Angela',
  lastName: 'Ortiz',
  sayAs: 'AHN-heh-la',
  score: 92,
  language: 'Spanish',
  address: '12 Mangum Street',
  city: 'Durham',
  state: 'NC',
  email: 'angela.ortiz@example.org',
  otherNumbers: ['…0144'],
  pastCalls: [
    { at: '2026-10-17T17:20:00Z', outcome: 'NO_ANSWER', project: 'Yard signs', by: 'Jamal' },
    { at: '2026-10-03T18:05:00Z', outcome: 'CALL_BACK', project: 'Saturday GOTV · Ward 3', by: 'Priya' },
  ],
  age: 54,
  targeted: true,
  done: false,
  wrongNumber: false,
  notes: ['Prefers the afternoon.', 'Asked about a ride to the polls.'],
} as Person

const UNKNOWN = { score: 60, otherNumbers: [], pastCalls: [] }

export const HOUSEHOLD = [
  ANGELA,
  { ...UNKNOWN, voter: 12, name: 'Luis Ortiz', targeted: true, done: false, wrongNumber: false, notes: [] },
  { ...UNKNOWN, voter: 13, name: 'Pia Ortiz', age: 19, targeted: false, done: false, wrongNumber: false, notes: [] },
] as Person[]

const SCREEN = { number: '+19195550182', score: 92, attempts: 0, people: HOUSEHOLD }
const ATTEMPT = '7b6e2c1a-0000-4000-8000-000000000001'

export function session(state: Session['state'], more: Partial<Session> = {}): Session {
  return {
    session: '5e551000-0000-4000-8000-000000000001',
    mode: 'PHONE',
    startedAt: at(3731),
    sequence: 40,
    at: at(0),
    state,
    connected: true,
    allowed: ['PAUSE', 'FINISH_AFTER_CALL', 'LEAVE'],
    project: 3,
    finishAfterCall: false,
    line: { lossPercent: 0.1, jitterMs: 4, roundTripMs: 48 },
    ...more,
  } as Session
}

export function call(more: Partial<Call> = {}): Call {
  return { attempt: ATTEMPT, dialedAt: at(160), ...more }
}

const WISHES = ['PAUSE', 'FINISH_AFTER_CALL', 'LEAVE'] as const

export const MY_CALLS: MyCalls = {
  date: '2026-10-31',
  zone: 'America/New_York',
  calls: 34,
  talked: 12,
  talkSeconds: 1815,
  connectedSeconds: 3731,
  outcomes: { REFUSED: 4, NO_ANSWER: 21, MOVED: 1, SUCCESSFUL: 7 },
  items: [
    { attempt: ATTEMPT, at: at(160), project: 3, name: 'Angela Ortiz', outcome: 'REFUSED', talkSeconds: 129, state: 'DONE' },
    { attempt: 'a0000000-0000-4000-8000-000000000009', at: at(320), project: 3, name: 'Benjamin Okafor', outcome: 'NO_ANSWER', talkSeconds: 0, state: 'DONE' },
    { attempt: 'a0000000-0000-4000-8000-000000000008', at: at(610), project: 3, name: 'Guadalupe de los Santos-Montenegro', outcome: 'MOVED', talkSeconds: 41, state: 'DONE' },
    { attempt: 'a0000000-0000-4000-8000-000000000007', at: at(900), project: 3, name: 'Bo Li', talkSeconds: 75, state: 'UNRESOLVED' },
  ],
}

/** One session for each thing that can be going on. */
export const SESSIONS = {
  connecting: session('CONNECTING', { allowed: ['LEAVE'], connected: false }),
  'no project': (() => {
    const { project: _, ...none } = session('READY', { allowed: ['CHOOSE_PROJECT', 'PAUSE', 'LEAVE'] })
    return none as Session
  })(),
  ready: session('READY', { allowed: ['CHOOSE_PROJECT', 'NEXT', 'PAUSE', 'LEAVE'] }),
  seeking: session('READY', { allowed: [...WISHES] }),
  nothing: session('READY', {
    allowed: ['CHOOSE_PROJECT', 'NEXT', 'PAUSE', 'LEAVE'],
    notice: 'Nobody is left to call just now: some numbers rest after an earlier call.',
    noticeCode: 'numbers-rest',
    nothing: {
      project: 3,
      at: at(0),
      callable: 0,
      blocked: { WAITING: 41, DONE: 1210, HELD: 3, ZONE: 12 },
      nextCallableAt: '2026-10-31T18:24:00Z',
    },
  }),
  closed: session('READY', {
    allowed: ['CHOOSE_PROJECT', 'NEXT', 'PAUSE', 'LEAVE'],
    notice: 'This project is closed now. The next number can be called on Sunday at 09:00.',
    noticeCode: 'project-closed',
    nothing: { project: 3, at: at(0), callable: 0, blocked: { HOURS: 230, DONE: 1217 }, nextCallableAt: '2026-11-01T14:00:00Z' },
  }),
  'project paused': session('READY', {
    allowed: ['CHOOSE_PROJECT', 'NEXT', 'PAUSE', 'LEAVE'],
    notice: 'This project is not being called now. Choose another one, or ask a manager.',
    noticeCode: 'project-not-active',
    nothing: { project: 3, at: at(0), callable: 0, blocked: {} },
  }),
  'all done': session('READY', {
    allowed: ['CHOOSE_PROJECT', 'NEXT', 'PAUSE', 'LEAVE'],
    notice: 'Nobody is left to call in this project.',
    noticeCode: 'nobody-left',
    nothing: { project: 3, at: at(0), callable: 0, blocked: { DONE: 1210, LIMIT: 7 } },
  }),
  preview: session('PREVIEWING', {
    allowed: ['CALL', 'SKIP', 'CHOOSE_PROJECT', 'DISPOSE', ...WISHES],
    entry: 70,
    screen: SCREEN,
    endsAt: '2026-10-31T18:15:00Z',
  }),
  dialing: session('DIALING', { allowed: ['HANG_UP', 'DISPOSE', ...WISHES], entry: 70, screen: SCREEN, call: call({ dialedAt: at(2) }) }),
  ringing: session('RINGING', {
    allowed: ['HANG_UP', 'DISPOSE', ...WISHES],
    entry: 70,
    screen: SCREEN,
    call: call({ dialedAt: at(14), ringingAt: at(12) }),
  }),
  'early announcement': session('RINGING', {
    allowed: ['HANG_UP', 'DISPOSE', ...WISHES],
    entry: 70,
    screen: SCREEN,
    call: call({ dialedAt: at(9), ringingAt: at(7), earlyMedia: true }),
  }),
  talking: session('TALKING', {
    allowed: ['HANG_UP', 'DISPOSE', 'REPORT_ABUSE', 'SEND_DIGITS', 'DROP_VOICEMAIL', ...WISHES],
    entry: 70,
    screen: SCREEN,
    call: call({ ringingAt: at(145), answeredAt: at(133) }),
  }),
  'talking, it sounds like a machine': session('TALKING', {
    allowed: ['HANG_UP', 'DISPOSE', 'REPORT_ABUSE', 'SEND_DIGITS', 'DROP_VOICEMAIL', ...WISHES],
    entry: 70,
    screen: SCREEN,
    call: call({ ringingAt: at(20), answeredAt: at(6), answeredBy: 'MACHINE' }),
  }),
  'wrap-up, answered': session('WRAP_UP', {
    allowed: ['DISPOSE', ...WISHES],
    entry: 70,
    screen: SCREEN,
    call: call({ answeredAt: at(133), endedAt: at(4), end: { outcome: 'ANSWERED', blame: 'NOBODY', by: 'FAR_END', rang: true } }),
  }),
  'wrap-up, no answer': session('WRAP_UP', {
    allowed: ['DISPOSE', ...WISHES],
    entry: 70,
    screen: { ...SCREEN, attempts: 2 },
    call: call({ endedAt: at(4), end: { outcome: 'NO_ANSWER', blame: 'NOBODY', by: 'NETWORK', rang: true }, suggested: 'NO_ANSWER' }),
  }),
  paused: session('PAUSED', { allowed: ['RESUME', 'CHOOSE_PROJECT', 'LEAVE'] }),
  reconnecting: session('RECONNECTING', {
    allowed: ['DISPOSE', 'LEAVE'],
    connected: false,
    entry: 70,
    screen: SCREEN,
    endsAt: '2026-10-31T18:12:00Z',
    call: call({ answeredAt: at(133), endedAt: at(9), end: { outcome: 'ANSWERED', blame: 'US', by: 'US', rang: true } }),
  }),
  'by hand, preview': session('PREVIEWING', { mode: 'HAND', allowed: ['CALL', 'SKIP', 'CHOOSE_PROJECT', ...WISHES], entry: 70, screen: SCREEN }),
  'by hand, calling': session('TALKING', {
    mode: 'HAND',
    allowed: ['HANG_UP', 'DISPOSE', ...WISHES],
    entry: 70,
    screen: SCREEN,
    call: call({ dialedAt: at(45) }),
  }),
} satisfies Record<string, Session>
