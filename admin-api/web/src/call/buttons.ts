// What can be pressed. A button is there if its command is in the server's `allowed`: no rule is derived here.
import type { Allowed, Session } from '../wire/types'
import type { Words } from '../words/en'
import { firstName } from '../words/format'
import type { Model } from './model'
import { labelOf } from './outcomes'
import type { Button } from './snapshot'

/** The one next step. What the server does not allow is not there. */
export function primary(model: Model, session: Session, words: Words): Button | null {
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const say = words.primary
  const name = firstName(session.screen?.people.find(person => person.targeted)?.name ?? session.screen?.people[0]?.name ?? '')
  const entry = session.entry
  if (model.correcting !== null) {
    return { id: 'say', label: say.SAY, icon: 'check', press: { kind: 'outcomes' } }
  }
  if (session.state === 'RECONNECTING') {
    return { id: 'reconnect', label: say.RECONNECT, icon: 'call', press: { kind: 'reconnect' } }
  }
  if (session.state === 'PAUSED') {
    return can('RESUME') ? { id: 'resume', label: say.RESUME, icon: 'play', press: { kind: 'command', command: { kind: 'RESUME' } } } : null
  }
  if (can('CALL') && entry !== undefined) {
    const label = session.mode === 'HAND' ? say.BY_HAND : name === '' ? say.CALL_NUMBER : say.CALL(name)
    return { id: 'call', label, icon: 'call', press: { kind: 'command', command: { kind: 'CALL', entry } } }
  }
  if (can('HANG_UP') && session.mode !== 'HAND') {
    return { id: 'hang-up', label: say.HANG_UP, icon: 'hang-up', press: { kind: 'command', command: { kind: 'HANG_UP' } } }
  }
  if (can('DISPOSE') && session.call !== undefined) {
    return afterwards(model, session, words)
  }
  if (can('NEXT')) {
    return { id: 'next', label: say.NEXT, icon: 'next', press: { kind: 'command', command: { kind: 'NEXT' } } }
  }
  return can('CHOOSE_PROJECT') && session.project === undefined
    ? { id: 'project', label: say.CHOOSE_PROJECT, icon: 'project', press: { kind: 'open', sheet: 'projects' } }
    : null
}

/** After a call: what the network suggests, or what the marks say; else the outcomes. Never a guess. */
function afterwards(model: Model, session: Session, words: Words): Button {
  const suggested = session.call?.suggested
  if (suggested !== undefined) {
    const label = words.primary.CONFIRM(labelOf(suggested, model.project, words))
    return { id: 'confirm', label, icon: 'check', press: { kind: 'say', code: suggested } }
  }
  const reached = session.screen?.people.filter(person => model.draft.reached.includes(person.voter)) ?? []
  if (reached.length > 0) {
    const names = reached.map(person => firstName(person.name)).join(` ${words.common.and} `)
    return { id: 'finished', label: words.primary.FINISHED(names), icon: 'check', press: { kind: 'say', code: 'SUCCESSFUL' } }
  }
  return { id: 'say', label: words.primary.SAY, icon: 'check', press: { kind: 'outcomes' } }
}

export function buttons(session: Session, words: Words): Button[] {
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const say = words.action
  const list: Button[] = []
  if (can('DROP_VOICEMAIL')) {
    list.push({ id: 'voicemail', label: say.DROP_VOICEMAIL, does: say.DROP_VOICEMAIL_does, key: 'v', icon: 'voicemail', press: { kind: 'command', command: { kind: 'DROP_VOICEMAIL' } } })
  }
  if (can('HANG_UP') && session.mode === 'HAND') {
    list.push({ id: 'hang-up', label: say.CALL_OVER, key: 'h', icon: 'hang-up', press: { kind: 'command', command: { kind: 'HANG_UP' } } })
  }
  if (can('SKIP') && session.entry !== undefined) {
    list.push({ id: 'skip', label: say.SKIP, does: say.SKIP_does, key: 's', icon: 'skip', press: { kind: 'command', command: { kind: 'SKIP', entry: session.entry } } })
  }
  if (can('SEND_DIGITS') && session.mode !== 'HAND') {
    list.push({ id: 'keypad', label: say.KEYPAD, key: 'k', icon: 'keypad', press: { kind: 'open', sheet: 'keypad' } })
  }
  return list
}

export function footer(session: Session, words: Words): Button[] {
  const can = (kind: Allowed) => session.allowed.includes(kind)
  const say = words.action
  const list: Button[] = []
  if (can('PAUSE')) {
    const label = can('FINISH_AFTER_CALL') && session.state !== 'PREVIEWING' ? say.PAUSE_after : say.PAUSE
    list.push({ id: 'pause', label, key: 'p', icon: 'pause', press: { kind: 'command', command: { kind: 'PAUSE' } } })
  }
  if (can('RESUME') && session.state !== 'PAUSED') {
    list.push({ id: 'resume', label: say.RESUME, key: 'p', icon: 'play', press: { kind: 'command', command: { kind: 'RESUME' } } })
  }
  if (can('FINISH_AFTER_CALL')) {
    const finish = !session.finishAfterCall
    list.push({ id: 'finish', label: finish ? say.FINISH : say.FINISH_undo, key: 'f', icon: 'finish', press: { kind: 'command', command: { kind: 'FINISH_AFTER_CALL', finish } } })
  }
  list.push({ id: 'today', label: say.TODAY, key: 't', icon: 'list', press: { kind: 'open', sheet: 'today' } })
  if (can('CHOOSE_PROJECT') && session.project !== undefined) {
    list.push({ id: 'project', label: say.CHANGE_PROJECT, icon: 'project', press: { kind: 'open', sheet: 'projects' } })
  }
  if (can('REPORT_ABUSE') && session.call !== undefined) {
    list.push({ id: 'abuse', label: say.ABUSE, icon: 'report', press: { kind: 'open', sheet: 'abuse' } })
  }
  if (session.mode !== 'HAND' && session.state !== 'CONNECTING') {
    list.push({ id: 'switch', label: say.PHONE, icon: 'call', press: { kind: 'reconnect' } })
  }
  if (can('LEAVE')) {
    list.push({ id: 'leave', label: say.LEAVE, icon: 'leave', press: { kind: 'open', sheet: 'leave' } })
  }
  return list
}
