// The coloured band: what is going on, as a word and a shape.
import type { CallEnd, Session } from '../wire/types'
import type { Words } from '../words/en'
import { clock } from '../words/format'
import type { Model } from './model'
import type { Reader } from './reader'
import type { Band, Tone } from './snapshot'

export function band(model: Model, session: Session, reader: Reader): Band {
  const { words } = reader
  const of = (tone: Tone, word: string, detail: string, since?: string): Band => ({
    tone,
    word,
    detail: session.finishAfterCall && tone !== 'paused' ? `${detail} ${words.detail.finishing}` : detail,
    since: since === undefined ? null : Date.parse(since),
  })
  if (model.correcting !== null) {
    return of('write', words.band.CORRECTING, words.detail.correcting(model.correcting.name))
  }
  if (model.link === 'lost') {
    return of('lost', words.band.OFFLINE, words.detail.offline)
  }
  switch (session.state) {
    case 'CONNECTING':
      return of('quiet', words.band.CONNECTING, words.detail.connecting)
    case 'READY':
      return ready(session, model, words, of)
    case 'PREVIEWING':
      return of('preview', words.band.PREVIEWING, preview(session, words))
    case 'DIALING':
      return session.call?.earlyMedia === true
        ? of('ringing', words.band.EARLY, words.detail.early, session.call.dialedAt)
        : of('dialing', words.band.DIALING, words.detail.dialing, session.call?.dialedAt)
    case 'RINGING':
      return session.call?.earlyMedia === true
        ? of('ringing', words.band.EARLY, words.detail.early, session.call.ringingAt ?? session.call.dialedAt)
        : of('ringing', words.band.RINGING, words.detail.dialing, session.call?.ringingAt ?? session.call?.dialedAt)
    case 'TALKING':
      return session.mode === 'HAND'
        ? of('talking', words.band.BY_HAND, words.detail.byHand, session.call?.dialedAt)
        // A guess of the network's: said, and nothing more. The volunteer decides.
        : of('talking', words.band.TALKING, session.call?.answeredBy === 'MACHINE' ? words.detail.machine : '', session.call?.answeredAt ?? session.call?.dialedAt)
    case 'WRAP_UP':
      return of('write', words.band.WRAP_UP, ended(session.call?.end, words), session.call?.endedAt)
    case 'PAUSED':
      return of('paused', words.band.PAUSED, words.detail.paused)
    case 'RECONNECTING':
      return of('lost', words.band.RECONNECTING, words.detail.reconnecting)
    case 'GONE':
      return of('quiet', words.band.GONE, '')
  }
}

function ready(session: Session, model: Model, words: Words, of: (tone: Tone, word: string, detail: string) => Band): Band {
  const byItself = model.keepGoing ? words.nothing.byItself : words.detail.ready
  if (session.noticeCode === 'project-closed') {
    return of('quiet', words.band.CLOSED, byItself)
  }
  if (session.noticeCode === 'project-not-active') {
    return of('paused', words.projects.paused, byItself)
  }
  if (session.nothing !== undefined) {
    return of('quiet', words.band.NOTHING, byItself)
  }
  const seeking = model.busy === 'NEXT' || (session.project !== undefined && !session.allowed.includes('NEXT'))
  return seeking
    ? of('quiet', words.band.SEEKING, words.detail.connecting)
    : of('ready', words.band.READY, session.project === undefined ? words.detail.readyNoProject : words.detail.ready)
}

function preview(session: Session, words: Words): string {
  const read = session.mode === 'HAND' ? words.detail.previewByHand : words.detail.preview
  return session.endsAt === undefined ? read : `${read} ${words.detail.previewEnds(clock(Date.parse(session.endsAt), words.locale))}`
}

/** How the call ended, in plain words. */
export function ended(end: CallEnd | undefined, words: Words): string {
  const say = words.ended
  switch (end?.outcome) {
    case undefined:
      return words.detail.writeDown
    case 'ANSWERED':
      return say[`ANSWERED_${end.by}`]
    case 'NOT_CONNECTED':
      return end.blame === 'US' || end.blame === 'CARRIER' ? say.NOT_CONNECTED_US : say.NOT_CONNECTED
    case 'BUSY':
    case 'NO_ANSWER':
    case 'DECLINED':
    case 'UNREACHABLE':
    case 'CANCELLED':
    case 'UNKNOWN':
      return say[end.outcome]
  }
}
