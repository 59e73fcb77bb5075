// Every state of every screen, to be looked at without a call. The pictures and the check for accessibility go through
// this list; what is not in it is not looked at.
import type { ReactNode } from 'react'
import { CallScreen } from '../call/CallScreen'
import { EMPTY } from '../call/draft'
import { draw } from '../call/draw'
import { begin, type Event, type Model, type Sheet } from '../call/model'
import { step } from '../call/step'
import { ConnectPage, type Way } from '../screens/ConnectPage'
import { JoinForm, NoInvitation, Welcome } from '../screens/Join'
import { ProjectsPage } from '../screens/Projects'
import { Replaced } from '../screens/Replaced'
import { SignIn } from '../screens/SignIn'
import { SummaryPage } from '../screens/Summary'
import { TroubleNote } from '../parts/Trouble'
import type { Trouble } from '../wire/http'
import type { Person, Session } from '../wire/types'
import { BrowserPanel } from '../voice/BrowserWay'
import { IDLE, type Calling, type CallMeState } from '../voice/callMe'
import { CallMePanel } from '../voice/CallMeWay'
import type { Voice, Why } from '../voice/model'
import { VoiceControls } from '../voice/VoiceControls'
import { silenceOf } from '../voice/why'
import { useWords } from '../words'
import { en } from '../words/en'
import { ANGELA, HOUSEHOLD, MY_CALLS, NOW, PROJECT, PROJECTS, SESSIONS } from './world'

export interface Story {
  name: string
  draw: () => ReactNode
}

const nothing = () => {}

/** What the volunteer's screen would be after these messages. */
export function after(session: Session, ...events: Event[]): Model {
  const first: Event[] = [
    { kind: 'link', link: 'live', at: NOW },
    { kind: 'snapshot', sequence: session.sequence, session, at: NOW },
    { kind: 'project', project: PROJECT },
  ]
  return [...first, ...events].reduce((model, event) => step(model, event).model, begin())
}

function Drawn({ model, voice, silence }: { model: Model; voice?: Voice; silence?: string }) {
  const words = useWords()
  const session = model.session
  return session ? (
    <CallScreen
      snapshot={draw(model, session, { words, volunteer: 'Maria Lopez', now: NOW })}
      now={NOW}
      name="Maria Lopez"
      projects={PROJECTS}
      press={nothing}
      tell={nothing}
      silence={silence ?? null}
      voice={voice && <VoiceControls voice={voice} muted={false} onMute={nothing} onVolume={nothing} />}
    />
  ) : null
}

/** This device was to carry the voice, and does not. */
function Silent({ voice }: { voice: Voice }) {
  const silence = silenceOf(voice, useWords())
  return <Drawn model={after({ ...SESSIONS.reconnecting, mode: 'BROWSER' })} {...(silence === null ? {} : { silence })} />
}

function silentButTalking(): ReactNode {
  return <Drawn model={after({ ...SESSIONS.talking, mode: 'BROWSER' })} silence={en.connect.blocked} />
}

function silent(name: string, voice: Voice): Story {
  return { name: 'call: with this device, ' + name, draw: () => <Silent voice={voice} /> }
}

function refusal(trouble: Trouble): Event {
  return { kind: 'refused', at: NOW, trouble }
}

function call(name: string, session: Session, ...events: Event[]): Story {
  return { name: 'call: ' + name, draw: () => <Drawn model={after(session, ...events)} /> }
}

const FILLED: Event[] = [
  { kind: 'mark', voter: 11, mark: 'reached' },
  { kind: 'answer', voter: 11, question: 'will-vote', values: ['yes'] },
  { kind: 'answer', voter: 11, question: 'issues', values: ['schools', 'health'] },
  { kind: 'note', voter: 11, text: 'Has moved to her sister’s, still votes here.' },
]

const LONG: Person[] = [
  { ...ANGELA, name: 'Maximiliana Wolfeschlegelsteinhausenbergerdorff-Hubert de la Santísima Trinidad' },
  ...Array.from({ length: 6 }, (_, at) => ({ ...ANGELA, voter: 20 + at, name: `${at + 1}. Uvuvwevwevwe Onyetenyevwe Ugwemuhwem Osas-Papadimitropoulos`, notes: [] })),
]

const HOSTILE: Person = { ...ANGELA, name: '<img src=x onerror=alert(1)> O’Brien & "Söhne"', notes: ['<script>alert(1)</script>'] }

function sheet(which: Sheet, session: Session = SESSIONS.talking): Story {
  return call('sheet ' + which, session, ...FILLED, { kind: 'open', sheet: which })
}

function connect(name: string, unfolded?: Way, why: Why | null = null, trouble: Trouble | null = null, calling: Calling = IDLE): Story {
  return {
    name,
    draw: () => (
      <ConnectPage
        name="Maria"
        project={PROJECT.name}
        ways={{ phone: { numbers: ['+19195550199'], hasPin: true }, browser: true, callMe: { ending: '77' }, hand: true }}
        callMe={{ ending: '77', panel: <CallMePanel calling={calling} ending="77" onCall={nothing} onGiveUp={nothing} /> }}
        code={{ code: '483920', expiresAt: '2026-10-31T18:20:00Z', numbers: ['+19195550199'] }}
        busy={false}
        trouble={null}
        browser={<BrowserPanel state="untested" why={why} trouble={<TroubleNote trouble={trouble} />} onTest={nothing} onConnect={nothing} />}
        {...(unfolded === undefined ? {} : { unfolded })}
        onCode={nothing}
        onByHand={nothing}
        onBack={nothing}
        onSignOut={nothing}
      />
    ),
  }
}

/** The states of a call to the volunteer that look different, or say much. */
const CALLED: CallMeState[] = ['RINGING', 'ANSWERED', 'JOINED', 'NOT_CONFIRMED', 'UNREACHABLE', 'NOT_ADMITTED']

const LAST = {
  attempt: 'a0000000-0000-4000-8000-000000000009',
  entry: 69,
  code: 'NO_ANSWER',
  name: 'Benjamin Okafor',
  people: [{ voter: 8, name: 'Benjamin Okafor' }],
  draft: EMPTY,
}

export const STORIES: Story[] = [
  { name: 'sign in', draw: () => <SignIn ended={false} onSignedIn={nothing} /> },
  {
    name: 'sign in: wrong password',
    draw: () => <SignIn ended={false} first={{ code: 'wrong-login-or-password', fields: {} }} onSignedIn={nothing} />,
  },
  { name: 'sign in: ended', draw: () => <SignIn ended onSignedIn={nothing} /> },
  {
    name: 'join',
    draw: () => (
      <JoinForm
        token="t"
        offer={{ campaign: 'Ward 3 for All', name: 'Maria', login: 'maria@example.org', expiresAt: '2026-11-07T00:00:00Z' }}
        onJoined={nothing}
      />
    ),
  },
  { name: 'join: link too old', draw: () => <NoInvitation trouble={{ code: 'invitation-expired', fields: {} }} /> },
  { name: 'join: looking', draw: () => <NoInvitation trouble={null} /> },
  {
    name: 'join: welcome',
    draw: () => (
      <Welcome
        joined={{
          me: { user: 1, campaign: 1, name: 'Maria', role: 'VOLUNTEER', groups: [], signedInUntil: '2026-11-07T00:00:00Z' },
          dialIn: { volunteerNumber: '4711', pin: '806215', numbers: ['+19195550199'] },
        }}
        onGoOn={nothing}
      />
    ),
  },
  {
    name: 'projects',
    draw: () => <ProjectsPage title="My projects" name="Maria" projects={PROJECTS} trouble={null} inSession now={NOW} onSignOut={nothing} />,
  },
  {
    name: 'projects: none',
    draw: () => <ProjectsPage title="My projects" name="Maria" projects={[]} trouble={null} inSession={false} now={NOW} onSignOut={nothing} />,
  },
  {
    name: 'projects: no network',
    draw: () => (
      <ProjectsPage title="My projects" name="Maria" projects={null} trouble={{ code: 'offline', fields: {} }} inSession={false} now={NOW} onSignOut={nothing} />
    ),
  },
  {
    name: 'projects: loading',
    draw: () => <ProjectsPage title="My projects" name="Maria" projects={null} trouble={null} inSession={false} now={NOW} onSignOut={nothing} />,
  },
  connect('connect'),
  connect('connect: by phone', 'phone'),
  connect('connect: call me', 'callMe'),
  ...CALLED.map(state => connect('connect: call me, ' + state.toLowerCase().replaceAll('_', ' '), 'callMe', null, null, { state, trouble: null, busy: false })),
  connect('connect: call me, too often', 'callMe', null, null, { ...IDLE, trouble: { code: 'call-me-too-often', fields: {} } }),
  connect('connect: by hand', 'hand'),
  connect('connect: this device', 'browser'),
  connect('connect: microphone refused', 'browser', 'permission'),
  connect('connect: no microphone', 'browser', 'missing'),
  connect('connect: microphone busy', 'browser', 'in-use'),
  connect('connect: page not secure', 'browser', 'insecure'),
  connect('connect: browser too old', 'browser', 'unsupported'),
  connect('connect: voice blocked', 'browser', 'blocked'),
  connect('connect: no credit', 'browser', 'server', { code: 'no-credit', fields: {} }),
  ...Object.entries(SESSIONS).map(([name, session]) => call(name, session)),
  call('talking, filled in', SESSIONS.talking, ...FILLED),
  call('wrap-up, reached', SESSIONS['wrap-up, answered'], ...FILLED),
  call('long names', { ...SESSIONS.talking, screen: { ...SESSIONS.talking.screen!, people: LONG } }),
  call('nobody known', { ...SESSIONS.preview, screen: { ...SESSIONS.preview.screen!, people: [{ ...ANGELA, notes: [] }] } }),
  call('a hostile name', { ...SESSIONS.talking, screen: { ...SESSIONS.talking.screen!, people: [HOSTILE, ...HOUSEHOLD.slice(1)] } }),
  call('no network', SESSIONS.talking, ...FILLED, { kind: 'link', link: 'lost', at: NOW }),
  call('a refusal', SESSIONS.preview, {
    kind: 'refused',
    at: NOW,
    trouble: { code: 'outside-hours', sentence: 'This project is closed now.', until: '2026-11-01T14:00:00Z', fields: {} },
  }),
  call('call back refused', SESSIONS['wrap-up, answered'], { kind: 'open', sheet: 'call-back' }, refusal({ code: 'call-back-time', until: '2026-11-01T13:00:00Z', fields: {} })),
  call(
    'another number refused',
    SESSIONS['wrap-up, answered'],
    ...FILLED,
    { kind: 'told', voter: 11, field: 'phone', text: '919-555' },
    refusal({ code: 'invalid-content', fields: { '#/profile/0/phone': 'is no number' } }),
  ),
  call('not answered by the server', SESSIONS['wrap-up, answered'], ...FILLED, refusal({ code: 'offline', fields: {} })),
  call('taken away', { ...SESSIONS.ready, notice: 'Taken away.', noticeCode: 'withdrawn' }),
  call('project taken away', { ...SESSIONS['no project'], notice: 'No such project.', noticeCode: 'no-such-project' }),
  call('out of credit', { ...SESSIONS.talking, finishAfterCall: true, notice: 'No credit.', noticeCode: 'no-credit' }),
  call('no script, no questions', SESSIONS.preview, { kind: 'project', project: { ...PROJECT, script: '', survey: { questions: [] } } }),
  { name: 'call: script not there yet', draw: () => <Drawn model={{ ...after(SESSIONS.preview), project: null }} /> },
  call('long project name', SESSIONS.preview, { kind: 'project', project: { ...PROJECT, name: PROJECTS[2]!.name } }),
  call('a poor line', { ...SESSIONS.talking, line: { lossPercent: 8, jitterMs: 40 } }),
  call('finishing', { ...SESSIONS.talking, finishAfterCall: true }),
  { name: 'call: after a call', draw: () => <Drawn model={{ ...after(SESSIONS.preview), last: LAST }} /> },
  { name: 'call: with this device', draw: () => <Drawn model={after({ ...SESSIONS.talking, mode: 'BROWSER' })} voice={{ at: 'up', quality: 'fair' }} /> },
  { name: 'call: with this device, restarting', draw: () => <Drawn model={after({ ...SESSIONS.talking, mode: 'BROWSER' })} voice={{ at: 'restarting' }} /> },
  ...(['permission', 'missing', 'in-use', 'insecure', 'unsupported', 'blocked'] as const).map(why => silent(why, { at: 'refused', why, trouble: null })),
  { name: 'call: with this device, blocked while talking', draw: silentButTalking },
  silent('refused by the server', { at: 'refused', why: 'server', trouble: { code: 'draining', fields: {} } }),
  sheet('outcomes', SESSIONS['wrap-up, answered']),
  sheet('call-back'),
  sheet('wrong-number'),
  sheet('do-not-call'),
  sheet('keypad'),
  sheet('shortcuts'),
  sheet('projects', SESSIONS.ready),
  sheet('leave'),
  call('sheet today', SESSIONS.preview, { kind: 'counted', calls: MY_CALLS }, { kind: 'open', sheet: 'today' }),
  call('sheet today, no call yet', SESSIONS.ready, { kind: 'counted', calls: { ...MY_CALLS, calls: 0, talked: 0, items: [] } }, { kind: 'open', sheet: 'today' }),
  sheet('abuse'),
  sheet('breather', SESSIONS.ready),
  { name: 'summary', draw: () => <SummaryPage ended={SESSIONS.ready} calls={{ calls: 34, talked: 12, talkSeconds: 1815 }} /> },
  { name: 'summary: no call', draw: () => <SummaryPage ended={SESSIONS.ready} calls={null} /> },
  { name: 'replaced', draw: () => <Replaced onHere={nothing} /> },
]
