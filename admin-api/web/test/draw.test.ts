import { expect, test } from 'vitest'
import { draw } from '../src/call/draw'
import { ended } from '../src/call/band'
import { begin, step, type Event } from '../src/call/model'
import { meant } from '../src/call/shortcuts'
import { NOW, PROJECT, SESSIONS } from '../src/stories/world'
import { en } from '../src/words/en'
import { es } from '../src/words/es'
import type { CallEnd, Session } from '../src/wire/types'

function drawn(session: Session, ...events: Event[]) {
  const first: Event[] = [
    { kind: 'link', link: 'live', at: NOW },
    { kind: 'snapshot', sequence: session.sequence, session, at: NOW },
    { kind: 'project', project: PROJECT },
  ]
  const model = [...first, ...events].reduce((so, event) => step(so, event).model, begin())
  return draw(model, session, { words: en, volunteer: 'Maria Lopez', now: NOW })
}

// The specification of the screen: what each state says, its one big button, and what else can be pressed.
test.each<[keyof typeof SESSIONS, string, string | null, string[]]>([
  ['connecting', 'Connecting', null, ['End session']],
  ['no project', 'Ready', 'Choose a project', ['Pause', 'Another device', 'End session']],
  ['ready', 'Ready', 'Get a number', ['Pause', 'Another project', 'Another device', 'End session']],
  ['seeking', 'Looking for a number', null, ['Pause after this call', 'Finish after this call', 'Another device', 'End session']],
  ['nothing', 'Nobody to call just now', 'Get a number', ['Pause', 'Another project', 'Another device', 'End session']],
  ['preview', 'Your next call', 'Call Angela', ['Skip', 'Pause', 'Finish after this call', 'Another project', 'Another device', 'End session']],
  ['dialing', 'Dialing', 'Hang up', ['Pause after this call', 'Finish after this call', 'Another device', 'End session']],
  ['ringing', 'Ringing', 'Hang up', ['Pause after this call', 'Finish after this call', 'Another device', 'End session']],
  ['talking', 'Talking', 'Hang up', ['Leave voicemail', 'Keypad', 'Pause after this call', 'Finish after this call', 'Report abuse', 'Another device', 'End session']],
  ['wrap-up, answered', 'Write down', 'How did it go?', ['Pause after this call', 'Finish after this call', 'Another device', 'End session']],
  ['wrap-up, no answer', 'Write down', 'Save: Nobody answered', ['Pause after this call', 'Finish after this call', 'Another device', 'End session']],
  ['paused', 'Having a pause', 'Go on', ['Another project', 'Another device', 'End session']],
  ['reconnecting', 'Your line has dropped', 'Connect again', ['Another device', 'End session']],
  ['by hand, preview', 'Your next call', 'I’m calling', ['Skip', 'Pause', 'Finish after this call', 'Another project', 'End session']],
  ['by hand, calling', 'You are calling', 'How did it go?', ['The call is over', 'Pause after this call', 'Finish after this call', 'End session']],
])('%s', (name, word, primary, others) => {
  const snapshot = drawn(SESSIONS[name])

  expect(snapshot.band.word).toBe(word)
  expect(snapshot.primary?.label ?? null).toBe(primary)
  expect([...snapshot.buttons, ...snapshot.footer].map(button => button.label)).toEqual(others)
})

test.each(Object.entries(SESSIONS))('no key means two things: %s', (_, session) => {
  const snapshot = drawn(session)
  const keys = [...snapshot.buttons, ...snapshot.footer, ...snapshot.outcomes.flatMap(group => group.buttons)].flatMap(one => one.key ?? [])

  expect(new Set(keys).size).toBe(keys.length)
})

test.each(Object.entries(SESSIONS))('the space bar presses the big button: %s', (_, session) => {
  const snapshot = drawn(session)

  expect(meant({ key: ' ' }, snapshot)).toEqual(snapshot.primary?.press ?? null)
})

test('the name and the script are there before the call is dialed', () => {
  const snapshot = drawn(SESSIONS.preview)

  expect(snapshot.people[0]).toMatchObject({ name: 'Angela Ortiz', selected: true })
  expect(snapshot.script?.names).toMatchObject({ 'voter.first': 'Angela', 'voter.last': 'Ortiz', 'volunteer.first': 'Maria', 'volunteer.name': 'Maria Lopez' })
})

test('targeted voters stand first, then others who share the number', () => {
  const people = [...SESSIONS.preview.screen!.people].reverse()
  const snapshot = drawn({ ...SESSIONS.preview, screen: { ...SESSIONS.preview.screen!, people } })

  expect(snapshot.people.map(person => person.targeted)).toEqual([true, true, false])
})

test('a question comes with the answer that it hangs on, and goes with it', () => {
  const yes: Event = { kind: 'answer', voter: 11, question: 'will-vote', values: ['yes'] }
  const no: Event = { kind: 'answer', voter: 11, question: 'will-vote', values: ['no'] }

  expect(drawn(SESSIONS.talking, yes).survey?.questions.map(one => one.question.key)).toEqual(['will-vote', 'how', 'issues', 'else'])
  expect(drawn(SESSIONS.talking, yes, no).survey?.questions.map(one => one.question.key)).toEqual(['will-vote', 'issues', 'else'])
})

test('who was reached makes "finished" the next step; nothing is guessed', () => {
  const marked = drawn(SESSIONS['wrap-up, answered'], { kind: 'mark', voter: 11, mark: 'reached' })

  expect(marked.primary).toMatchObject({ label: 'Finished with Angela', press: { kind: 'say', code: 'SUCCESSFUL' } })
})

test('a project’s own outcomes stand beside the standard one that they share an action with', () => {
  const [talked, silent] = drawn(SESSIONS.talking).outcomes

  expect(talked?.buttons.map(button => button.label)).toEqual(['Finished', 'Refused', 'Call back', 'Wrong number', 'Moved away', 'Do not call'])
  expect(silent?.buttons.map(button => button.label)).toEqual(['Nobody answered', 'Busy', 'Voicemail', 'Bad number'])
})

test('dialing by hand shows a number to dial and no caller ID of ours (R26)', () => {
  const snapshot = drawn(SESSIONS['by hand, preview'])

  expect(snapshot.number).toMatchObject({ dialYourself: true, e164: '+19195550182' })
  expect(snapshot.header.callerId).toBeNull()
})

const OUTCOMES: CallEnd['outcome'][] = ['ANSWERED', 'BUSY', 'NO_ANSWER', 'DECLINED', 'UNREACHABLE', 'NOT_CONNECTED', 'CANCELLED', 'UNKNOWN']
const ENDINGS: CallEnd['by'][] = ['US', 'FAR_END', 'NETWORK']
const BLAMES: CallEnd['blame'][] = ['NOBODY', 'US', 'CARRIER', 'CALLED_PARTY', 'VOLUNTEER', 'UNATTRIBUTABLE']

test.each([en, es])('every way in which a call ends is said in plain words: $language', words => {
  for (const outcome of OUTCOMES) {
    for (const by of ENDINGS) {
      for (const blame of BLAMES) {
        expect(ended({ outcome, by, blame, rang: false }, words)).toMatch(/^[A-ZÁÉÍÓÚ].*[.!]$/)
      }
    }
  }
})
