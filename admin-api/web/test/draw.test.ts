import { expect, test } from 'vitest'
import { draw } from '../src/call/draw'
import { ended } from '../src/call/band'
import { begin, type Event } from '../src/call/model'
import { step } from '../src/call/step'
import { meant } from '../src/call/shortcuts'
import { MY_CALLS, NOW, PROJECT, SESSIONS } from '../src/stories/world'
import { en } from '../src/words/en'
import { es } from '../src/words/es'
import type { CallEnd, Session } from '../src/wire/types'

function drawn(session: Session, ...events: Event[]) {
  const model = after(session, ...events)
  return draw(model, session, { words: en, volunteer: 'Maria Lopez', now: NOW })
}

function after(session: Session, ...events: Event[]) {
  const first: Event[] = [
    { kind: 'link', link: 'live', at: NOW },
    { kind: 'snapshot', sequence: session.sequence, session, at: NOW },
    { kind: 'project', project: PROJECT },
  ]
  return [...first, ...events].reduce((so, event) => step(so, event).model, begin())
}

// The specification of the screen: what each state says, its one big button, and what else can be pressed.
test.each<[keyof typeof SESSIONS, string, string | null, string[]]>([
  ['connecting', 'Connecting', null, ['My calls today', 'End session']],
  ['no project', 'Ready', 'Choose a project', ['Pause', 'My calls today', 'Another device', 'End session']],
  ['ready', 'Ready', 'Get a number', ['Pause', 'My calls today', 'Another project', 'Another device', 'End session']],
  ['seeking', 'Looking for a number', null, ['Pause after this call', 'Finish after this call', 'My calls today', 'Another device', 'End session']],
  ['nothing', 'Nobody to call just now', 'Get a number', ['Pause', 'My calls today', 'Another project', 'Another device', 'End session']],
  ['closed', 'Outside calling hours', 'Get a number', ['Pause', 'My calls today', 'Another project', 'Another device', 'End session']],
  ['project paused', 'Paused by the organizer', 'Get a number', ['Pause', 'My calls today', 'Another project', 'Another device', 'End session']],
  ['preview', 'Your next call', 'Call Angela', ['Skip', 'Pause', 'Finish after this call', 'My calls today', 'Another project', 'Another device', 'End session']],
  ['dialing', 'Dialing', 'Hang up', ['Pause after this call', 'Finish after this call', 'My calls today', 'Another device', 'End session']],
  ['ringing', 'Ringing', 'Hang up', ['Pause after this call', 'Finish after this call', 'My calls today', 'Another device', 'End session']],
  ['early announcement', 'Ringing, with an announcement', 'Hang up', ['Pause after this call', 'Finish after this call', 'My calls today', 'Another device', 'End session']],
  ['talking', 'Talking', 'Hang up', ['Leave voicemail', 'Keypad', 'Pause after this call', 'Finish after this call', 'My calls today', 'Report abuse', 'Another device', 'End session']],
  ['talking, it sounds like a machine', 'Talking', 'Hang up', ['Leave voicemail', 'Keypad', 'Pause after this call', 'Finish after this call', 'My calls today', 'Report abuse', 'Another device', 'End session']],
  ['wrap-up, answered', 'Write down', 'How did it go?', ['Pause after this call', 'Finish after this call', 'My calls today', 'Another device', 'End session']],
  ['wrap-up, no answer', 'Write down', 'Save: Nobody answered', ['Pause after this call', 'Finish after this call', 'My calls today', 'Another device', 'End session']],
  ['paused', 'Having a pause', 'Go on', ['My calls today', 'Another project', 'Another device', 'End session']],
  ['reconnecting', 'Your line has dropped', 'Connect again', ['My calls today', 'Another device', 'End session']],
  ['by hand, preview', 'Your next call', 'I’m calling', ['Skip', 'Pause', 'Finish after this call', 'My calls today', 'Another project', 'End session']],
  ['by hand, calling', 'You are calling', 'How did it go?', ['The call is over', 'Pause after this call', 'Finish after this call', 'My calls today', 'End session']],
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

test('a machine is hinted at, in the reader’s language; a human, a doubt and silence are not', () => {
  const heard = (answeredBy?: 'HUMAN' | 'MACHINE' | 'UNKNOWN') => {
    const talking = SESSIONS.talking
    return answeredBy === undefined ? talking : { ...talking, call: { ...talking.call!, answeredBy } }
  }

  expect(drawn(heard('MACHINE')).band.detail).toBe('Sounds like a machine.')
  expect(draw(after(heard('MACHINE')), heard('MACHINE'), { words: es, volunteer: 'Maria', now: NOW }).band.detail).toBe(es.detail.machine)
  expect([heard('HUMAN'), heard('UNKNOWN'), heard()].map(session => drawn(session).band.detail)).toEqual(['', '', ''])
})

test('a machine changes no button and no key', () => {
  const [human, machine] = [drawn(SESSIONS.talking), drawn(SESSIONS['talking, it sounds like a machine'])]

  expect(machine.primary).toEqual(human.primary)
  expect(machine.buttons).toEqual(human.buttons)
  expect(machine.outcomes).toEqual(human.outcomes)
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

test('a closed project says so, and when it opens', () => {
  const snapshot = drawn(SESSIONS.closed)

  expect(snapshot.nothing?.sentence).toBe('This project is closed now.')
  expect(snapshot.nothing?.when).toContain('tomorrow, ')
})

test('a paused project is not said to be done', () => {
  const snapshot = drawn(SESSIONS['project paused'])

  expect(snapshot.nothing?.sentence).toBe(en.codes['project-not-active'])
  expect(drawn(SESSIONS['all done']).nothing?.sentence).toBe(en.nothing.all)
})

test('without a project, none is named and nothing of it remains', () => {
  const snapshot = drawn(SESSIONS['no project'])

  expect(snapshot.header.project).toBe('Your session')
  expect(snapshot.today.remains).toBeNull()
})

test.each([
  [{ lossPercent: 0, jitterMs: 5 }, 'good'],
  [{ lossPercent: 2.5, jitterMs: 5, roundTripMs: 60 }, 'fair'],
  [{ lossPercent: 9, jitterMs: 5 }, 'poor'],
])('how a telephone’s line is comes from the server: %j is %s', (line, quality) => {
  expect(drawn({ ...SESSIONS.talking, line }).line).toBe(quality)
})

test('what just happened is said in the reader’s language, by its code', () => {
  const session: Session = { ...SESSIONS.ready, notice: 'The number on your screen …', noticeCode: 'withdrawn' }

  expect(drawn(session).notice).toBe(en.codes.withdrawn)
  expect(draw(after(session), session, { words: es, volunteer: 'Maria', now: NOW }).notice).toBe(es.codes.withdrawn)
})

test('a telephone number that the server cannot read is marked where it was typed', () => {
  const refused: Event = { kind: 'refused', at: NOW, trouble: { code: 'invalid-content', sentence: 'Correct what `errors` names', fields: { '#/profile/0/phone': 'is none' } } }
  const snapshot = drawn(SESSIONS['wrap-up, answered'], { kind: 'told', voter: 11, field: 'phone', text: '12' }, refused)

  expect(snapshot.trouble?.sentence).toBe(en.fields['phone'])
  expect(snapshot.people.map(person => person.refused)).toEqual([['phone'], [], []])
})

test('the calls of today stand with their outcomes, the last one to be changed, and what remains', () => {
  const say: Event = { kind: 'say', code: 'REFUSED', key: 'k' }
  const done: Event = { kind: 'done', at: NOW, session: { ...SESSIONS.preview, entry: 71, sequence: 44 } }
  const snapshot = draw(after(SESSIONS['wrap-up, answered'], say, done, { kind: 'counted', calls: MY_CALLS }), SESSIONS.preview, { words: en, volunteer: 'Maria', now: NOW })

  expect(snapshot.today.calls.map(call => [call.name, call.outcome, call.talked, call.canChange])).toEqual([
    ['Angela Ortiz', 'Refused', '2:09', true],
    ['Benjamin Okafor', 'Nobody answered', null, false],
    ['Guadalupe de los Santos-Montenegro', 'Moved away', '0:41', false],
    ['Bo Li', 'no outcome yet: ask your organizer', '1:15', false],
  ])
  expect(snapshot.today.remains).toMatchObject({ done: 1217, voters: 1460, callable: '40 numbers can be called now.' })
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
