// What the server says: by the feed, and in answer to a command.
import { merge, type Link } from '../wire/feed'
import { OFFLINE, type Trouble } from '../wire/http'
import type { Allowed, Session } from '../wire/types'
import { EMPTY } from './draft'
import { still, tells, type Command, type Effect, type Event, type Model, type Sheet, type Step } from './model'

/** With the network comes what it kept from us, and goes what it kept from the server. */
export function linked(model: Model, link: Link): Step {
  const back: Model = { ...model, link }
  if (link !== 'live' || model.link === 'live') {
    return still(back)
  }
  const project = model.session?.project
  const load: Effect[] = project !== undefined && project !== model.project?.id ? [{ kind: 'load', project }] : []
  const command = model.busy === null ? model.unanswered : null
  return command === null
    ? { model: back, effects: load }
    : { model: { ...back, busy: command.kind, trouble: null }, effects: [...load, { kind: 'send', command }] }
}

export function changed(model: Model, event: Extract<Event, { kind: 'change' }>): Step {
  const now = model.session
  if (now === undefined || now === null || event.from > now.sequence) {
    return { model, effects: [{ kind: 'resync' }] }
  }
  // What a command's own answer has shown already comes again by the feed.
  if (event.sequence <= now.sequence) {
    return still(model)
  }
  if (event.from < now.sequence) {
    return { model, effects: [{ kind: 'resync' }] }
  }
  const next = merge(now, event.patch)
  // The session has moved on: whatever was under way has been heard, even if its own answer is still on its way.
  const moved = next.state !== now.state || next.entry !== now.entry
  return seen(moved ? { ...model, busy: null } : model, next, event.at)
}

export function answeredBy(model: Model, session: Session, command: Command | null, at: number): Step {
  const free: Model = { ...model, busy: null, trouble: null }
  if (model.saying === null || (command !== null && !tells(command))) {
    return isNews(model, session) ? seen(free, session, at) : still(free)
  }
  const settled: Model = { ...free, unanswered: null, last: model.saying, saying: null, correcting: null, sheet: 'none' }
  const next = isNews(model, session) ? seen(settled, session, at) : still(settled)
  const shaken = model.reporting && next.model.session?.allowed.includes('PAUSE') === true
  return {
    model: { ...next.model, reporting: false, sheet: shaken ? 'breather' : next.model.sheet },
    effects: [...next.effects, { kind: 'keep' }, { kind: 'count' }, ...remaining(next.model)],
  }
}

/** What remains of the project has changed. */
function remaining(model: Model): Effect[] {
  const project = model.session?.project
  return project === undefined ? [] : [{ kind: 'load', project }]
}

function isNews(model: Model, session: Session): boolean {
  return model.session?.session !== session.session || model.session.sequence <= session.sequence
}

export function refused(model: Model, trouble: Trouble, command: Command | null, at: number): Step {
  // Without an answer it may have been taken: the same words, with the same key, can be sent again and do no harm.
  const lost = trouble.code === OFFLINE
  const told = command === null || tells(command)
  const free: Model = {
    ...model,
    busy: null,
    trouble,
    unanswered: told ? (lost ? command : null) : model.unanswered,
    saying: told && !lost ? null : model.saying,
    reporting: model.reporting && (lost || !told),
  }
  if (trouble.session !== undefined && isNews(model, trouble.session)) {
    return seen(free, trouble.session, at)
  }
  return { model: free, effects: lost ? [] : [{ kind: 'resync' }] }
}

export function seen(model: Model, session: Session | null, at: number): Step {
  if (session === null) {
    const ended = model.session ?? model.ended
    return still({ ...model, session: null, ended, busy: null, sheet: 'none', correcting: null })
  }
  const fresh = model.session?.session !== session.session
  const next: Model = {
    ...model,
    session,
    ended: null,
    project: session.project === model.project?.id ? model.project : null,
    ahead: Date.parse(session.at) - at,
    ...(fresh && model.session ? { last: null, correcting: null } : {}),
    served: session.entry !== undefined || (!fresh && model.served),
  }
  return withEffects(onEntry(next, model.session ?? null), model)
}

/** A sheet without its command would be a question without an answer. */
const NEEDS: Partial<Record<Sheet, Allowed>> = {
  outcomes: 'DISPOSE',
  'call-back': 'DISPOSE',
  'wrong-number': 'DISPOSE',
  'do-not-call': 'DISPOSE',
  keypad: 'SEND_DIGITS',
  projects: 'CHOOSE_PROJECT',
  leave: 'LEAVE',
  abuse: 'REPORT_ABUSE',
}

/** A draft lives as long as its number is on the screen, and until its call has been disposed. */
function onEntry(model: Model, before: Session | null): Model {
  const session = model.session
  if (!session) {
    return model
  }
  let next = model
  const disposed = session.call?.recorded
  if (before && disposed === undefined && before.state === 'WRAP_UP' && session.entry !== before.entry) {
    next = { ...next, sheet: 'none' }
  }
  if (session.entry !== undefined && session.entry !== next.entry) {
    next = { ...next, entry: session.entry, draft: EMPTY, sheet: 'none', correcting: null }
  }
  if (session.state === 'PREVIEWING' || session.state === 'READY') {
    next = { ...next, sheet: before?.state === session.state ? next.sheet : 'none' }
  }
  const needs = NEEDS[next.sheet]
  return needs === undefined || session.allowed.includes(needs) ? next : { ...next, sheet: 'none', correcting: null }
}

function withEffects(model: Model, before: Model): Step {
  const effects: Effect[] = []
  const project = model.session?.project
  if (project !== undefined && project !== model.project?.id && project !== before.session?.project) {
    effects.push({ kind: 'load', project })
  }
  if (model.session?.nothing !== undefined && before.session?.nothing === undefined && before.session !== undefined) {
    effects.push(...remaining(model))
  }
  if (model.entry !== before.entry) {
    effects.push({ kind: 'keep' })
  }
  if (model.session?.session !== before.session?.session) {
    effects.push({ kind: 'count' })
  }
  return { model, effects }
}
