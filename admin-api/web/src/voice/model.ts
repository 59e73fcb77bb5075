// The voice of this device as a reducer: one WebRTC connection for the whole session, brought back by itself when the
// network is lost. Knows no browser; time and what happened come in, what is to be done goes out.
import type { Trouble } from '../wire/http'
import type { Code } from '../wire/types'

export type Voice =
  | { at: 'off' }
  | { at: 'asking' }
  | { at: 'connecting'; tries: number }
  | { at: 'up'; quality: Quality }
  /** ICE is restarted on the connection that is there. */
  | { at: 'restarting' }
  /** Waits before a new connection. */
  | { at: 'waiting'; tries: number }
  | { at: 'refused'; why: Why; trouble: Trouble | null }
  /** Another device or window of the same volunteer has the session's line, or is about to. */
  | { at: 'replaced' }

export type Why = 'permission' | 'missing' | 'in-use' | 'insecure' | 'unsupported' | 'blocked' | 'server'

/** `lost`: nothing comes through, but the connection may yet come back by itself. */
export type Quality = 'good' | 'fair' | 'poor' | 'lost'

export type VoiceEvent =
  | { kind: 'want' }
  | { kind: 'microphone' }
  | { kind: 'no-microphone'; why: Why }
  /** The server took the offer, but nothing has come through yet. */
  | { kind: 'answered' }
  | { kind: 'not-answered'; trouble: Trouble }
  /** Both sides hear each other. */
  | { kind: 'heard' }
  /** Nothing comes through any more. */
  | { kind: 'silent' }
  /** Nothing came through in time. */
  | { kind: 'late' }
  /** The connection is over, at the server or here. */
  | { kind: 'over' }
  | { kind: 'waited' }
  | { kind: 'network' }
  | { kind: 'quality'; quality: Quality }
  | { kind: 'other-leg' }
  /** Another window has the say: it takes the line over in a moment. */
  | { kind: 'other-window' }
  | { kind: 'stop' }

/** `yield`: be silent at once, but keep the line for the one who takes over: whoever hangs up ends the voter's call (R24). */
export type VoiceEffect = 'ask' | 'connect' | 'restart' | 'wait' | 'close' | 'yield'

export interface VoiceStep {
  voice: Voice
  effects: VoiceEffect[]
}

/** Connections tried in a row, before the network is said to let no voice through. */
const TRIES = 4

/** What the server answers when trying again is of no use. */
const FINAL: Code[] = ['no-credit', 'not-allowed', 'not-signed-in', 'draining', 'leaving', 'unusable-offer', 'browser-not-offered']

export function hear(voice: Voice, event: VoiceEvent): VoiceStep {
  const still: VoiceStep = { voice, effects: [] }
  const to = (next: Voice, ...effects: VoiceEffect[]): VoiceStep => ({ voice: next, effects })
  switch (event.kind) {
    case 'want':
      return isOff(voice) ? to({ at: 'asking' }, 'ask') : still
    case 'stop':
      return voice.at === 'off' ? still : to({ at: 'off' }, 'close')
    case 'other-leg':
      return isOff(voice) ? still : to({ at: 'replaced' }, 'close')
    case 'other-window':
      return isOff(voice) ? still : to({ at: 'replaced' }, 'yield')
    case 'microphone':
      return voice.at === 'asking' ? to({ at: 'connecting', tries: 1 }, 'connect') : still
    case 'no-microphone':
      return voice.at === 'asking' ? to({ at: 'refused', why: event.why, trouble: null }, 'close') : still
    case 'answered':
      return still
    case 'not-answered':
      return voice.at === 'connecting' && FINAL.some(code => code === event.trouble.code)
        ? to({ at: 'refused', why: 'server', trouble: event.trouble }, 'close')
        : again(voice)
    case 'heard':
      return voice.at === 'connecting' || voice.at === 'restarting' || voice.at === 'waiting' ? to({ at: 'up', quality: 'good' }) : still
    case 'silent':
      return voice.at === 'up' ? to({ at: 'restarting' }, 'restart') : still
    case 'late':
      return voice.at === 'up' ? still : again(voice)
    case 'over':
      return again(voice)
    case 'waited':
      return voice.at === 'waiting' ? to({ at: 'connecting', tries: voice.tries + 1 }, 'connect') : still
    case 'network':
      // A new network: what waits need not, and what seemed well may not be.
      return voice.at === 'waiting'
        ? to({ at: 'connecting', tries: 1 }, 'connect')
        : voice.at === 'up'
          ? to({ at: 'restarting' }, 'restart')
          : still
    case 'quality':
      return voice.at === 'up' && voice.quality !== event.quality ? to({ at: 'up', quality: event.quality }) : still
  }
}

function isOff(voice: Voice): boolean {
  return voice.at === 'off' || voice.at === 'refused' || voice.at === 'replaced'
}

function again(voice: Voice): VoiceStep {
  switch (voice.at) {
    case 'connecting':
      return voice.tries >= TRIES
        ? { voice: { at: 'refused', why: 'blocked', trouble: null }, effects: ['close'] }
        : { voice: { at: 'waiting', tries: voice.tries }, effects: ['wait'] }
    case 'up':
    case 'restarting':
      return { voice: { at: 'connecting', tries: 1 }, effects: ['connect'] }
    case 'off':
    case 'asking':
    case 'waiting':
    case 'refused':
    case 'replaced':
      return { voice, effects: [] }
  }
}

/** What went over the line in a stretch of time. */
export interface Traffic {
  /** Packets of sound that came. */
  heard: number
  /** Checks of ICE that were sent. */
  asked: number
  /** Checks that were answered. */
  answered: number
}

/**
 * Whether the line is dead: nobody answered although we asked more than once, and no sound came. Sound alone says nothing,
 * since there may be none to send; and a browser asks a quiet line often, but one that is well only now and then.
 */
export function isDead({ heard, asked, answered }: Traffic): boolean {
  return heard === 0 && answered === 0 && asked > 1
}

/** What a stretch of time was like to listen to. */
export interface Stretch {
  /** Share of packets that did not come, 0 to 1; both ways, the worse. */
  lost: number
  jitterMs: number
  roundTripMs: number | null
}

/** Bounds of G.711 without concealment: above 1 % of loss it is heard, above 5 % words are missed. */
export function grade({ lost, jitterMs, roundTripMs }: Stretch): Quality {
  if (lost > 0.05 || jitterMs > 80 || (roundTripMs ?? 0) > 600) {
    return 'poor'
  }
  return lost > 0.01 || jitterMs > 30 || (roundTripMs ?? 0) > 300 ? 'fair' : 'good'
}
