import { expect, test } from 'vitest'
import { grade, hear, isDead, type Voice, type VoiceEffect, type VoiceEvent } from '../src/voice/model'
import { fragmentOf, restarted } from '../src/voice/sdp'

function after(...events: VoiceEvent[]): { voice: Voice; effects: VoiceEffect[] } {
  return events.reduce<{ voice: Voice; effects: VoiceEffect[] }>(
    (so, event) => {
      const next = hear(so.voice, event)
      return { voice: next.voice, effects: [...so.effects, ...next.effects] }
    },
    { voice: { at: 'off' }, effects: [] },
  )
}

const UP: VoiceEvent[] = [{ kind: 'want' }, { kind: 'microphone' }, { kind: 'answered' }, { kind: 'heard' }]
const offline = { kind: 'not-answered', trouble: { code: 'offline', fields: {} } } as const
const waitAndTry: VoiceEvent[] = [{ kind: 'late' }, { kind: 'waited' }]

test('from the wish to the first voice: microphone, offer, heard', () => {
  expect(after(...UP)).toEqual({ voice: { at: 'up', quality: 'good' }, effects: ['ask', 'connect'] })
})

test.each(['permission', 'missing', 'in-use', 'insecure', 'unsupported'] as const)('without a microphone (%s) it says why and can be tried again', why => {
  const { voice } = after({ kind: 'want' }, { kind: 'no-microphone', why })

  expect(voice).toEqual({ at: 'refused', why, trouble: null })
  expect(hear(voice, { kind: 'want' }).voice.at).toBe('asking')
})

test('a network that goes silent is first tried by a restart of ICE, with the connection kept', () => {
  const { voice, effects } = after(...UP, { kind: 'silent' })

  expect(voice.at).toBe('restarting')
  expect(effects.at(-1)).toBe('restart')
  expect(hear(voice, { kind: 'heard' }).voice.at).toBe('up')
})

test('a connection that the server has forgotten is made anew', () => {
  expect(after(...UP, { kind: 'silent' }, { kind: 'over' })).toMatchObject({ voice: { at: 'connecting', tries: 1 }, effects: ['ask', 'connect', 'restart', 'connect'] })
})

test('a restart that does not help in time is followed by a new connection', () => {
  expect(after(...UP, { kind: 'silent' }, { kind: 'late' }).voice).toEqual({ at: 'connecting', tries: 1 })
})

test('lateness that comes late, after all is well, changes nothing', () => {
  expect(after(...UP, { kind: 'late' }).voice.at).toBe('up')
})

test('a network that lets no voice through is said to do so after four tries', () => {
  const tries: VoiceEvent[] = [{ kind: 'want' }, { kind: 'microphone' }, ...waitAndTry, ...waitAndTry, ...waitAndTry, { kind: 'late' }]

  expect(after(...tries).voice).toEqual({ at: 'refused', why: 'blocked', trouble: null })
})

test('without the server it waits and tries again', () => {
  expect(after({ kind: 'want' }, { kind: 'microphone' }, offline).voice.at).toBe('waiting')
})

test('what the server refuses for good is shown in its own words', () => {
  const trouble = { code: 'no-credit', sentence: 'The campaign has no credit.', fields: {} }

  expect(after({ kind: 'want' }, { kind: 'microphone' }, { kind: 'not-answered', trouble }).voice).toEqual({ at: 'refused', why: 'server', trouble })
})

test('a new network is used at once', () => {
  expect(after(...UP, { kind: 'network' }).effects.at(-1)).toBe('restart')
  expect(after({ kind: 'want' }, { kind: 'microphone' }, { kind: 'late' }, { kind: 'network' }).voice.at).toBe('connecting')
})

test('a device that was replaced stops and does not fight for the line', () => {
  const { voice, effects } = after(...UP, { kind: 'other-leg' }, { kind: 'silent' }, { kind: 'network' }, { kind: 'over' })

  expect(voice.at).toBe('replaced')
  expect(effects.slice(2)).toEqual(['close'])
})

test('R24: a window that yields is silent but does not hang up, since that would end the voter’s call', () => {
  const { voice, effects } = after(...UP, { kind: 'other-window' }, { kind: 'silent' }, { kind: 'over' })

  expect(voice.at).toBe('replaced')
  expect(effects.slice(2)).toEqual(['yield'])
  expect(hear(voice, { kind: 'want' }).voice.at).toBe('asking')
})

test.each([
  [{ lost: 0, jitterMs: 4, roundTripMs: 40 }, 'good'],
  [{ lost: 0.02, jitterMs: 4, roundTripMs: 40 }, 'fair'],
  [{ lost: 0, jitterMs: 45, roundTripMs: null }, 'fair'],
  [{ lost: 0.08, jitterMs: 4, roundTripMs: 40 }, 'poor'],
  [{ lost: 0, jitterMs: 4, roundTripMs: 900 }, 'poor'],
] as const)('%j is %s', (stretch, quality) => {
  expect(grade(stretch)).toBe(quality)
})

test.each([
  ['nobody answers and nothing is heard', { heard: 0, asked: 2, answered: 0 }, true],
  ['nothing is heard, but somebody answers', { heard: 0, asked: 2, answered: 1 }, false],
  ['sound comes, whatever becomes of the checks', { heard: 1, asked: 9, answered: 0 }, false],
  ['one check is on its way, as on any line', { heard: 0, asked: 1, answered: 0 }, false],
  ['nothing is asked', { heard: 0, asked: 0, answered: 0 }, false],
] as const)('when %s, the line is dead or not', (_, traffic, dead) => {
  expect(isDead(traffic)).toBe(dead)
})

const OFFER = ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 0 8 126', 'a=mid:0', 'a=ice-ufrag:AbCd', 'a=ice-pwd:secret', 'a=candidate:1 1 udp 1 10.0.0.1 5 typ host', ''].join('\r\n')

test('a fragment has the new credentials and candidates, and nothing else (RFC 8840)', () => {
  expect(fragmentOf(OFFER).split('\r\n')).toEqual([
    'a=ice-ufrag:AbCd',
    'a=ice-pwd:secret',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0 8 126',
    'a=mid:0',
    'a=candidate:1 1 udp 1 10.0.0.1 5 typ host',
    'a=end-of-candidates',
    '',
  ])
})

test('the answer is kept but for the credentials and candidates of the server’s fragment', () => {
  const answer = ['v=0', 'm=audio 9 X', 'a=ice-ufrag:old', 'a=ice-pwd:old', 'a=fingerprint:x', 'a=candidate:old', ''].join('\r\n')

  expect(restarted(answer, 'a=ice-ufrag:new\r\na=ice-pwd:fresh\r\na=candidate:new\r\n')).toBe(
    ['v=0', 'm=audio 9 X', 'a=ice-ufrag:new', 'a=ice-pwd:fresh', 'a=fingerprint:x', 'a=candidate:new', ''].join('\r\n'),
  )
})
