// One step of the call screen: an event comes in, a model and what is to be done go out.
import { answered, noted, said, toggle, told, type Draft } from './draft'
import { answeredBy, changed, linked, refused, seen } from './heard'
import { draftOf, still, subject, tells, type Command, type Disposition, type Event, type Model, type Step } from './model'

export function step(model: Model, event: Event): Step {
  switch (event.kind) {
    case 'link':
      return linked(model, event.link)
    case 'snapshot':
      return seen(model, event.session, event.at)
    case 'change':
      return changed(model, event)
    case 'done':
      return answeredBy(model, event.session, event.command ?? null, event.at)
    case 'refused':
      return refused(model, event.trouble, event.command ?? null, event.at)
    case 'project':
      return still(model.session && model.session.project !== event.project.id ? model : { ...model, project: event.project })
    case 'want':
      return wanted(model, event.command)
    case 'say':
      return say(model, event)
    case 'report':
      return report(model, event.text.trim(), event.key)
    case 'counted':
      return still({ ...model, today: event.calls })
    case 'select':
      return drafted(model, { ...draftOf(model), selected: event.voter })
    case 'mark':
      return drafted(model, toggle(draftOf(model), event.voter, event.mark))
    case 'note':
      return drafted(model, noted(draftOf(model), event.voter, event.text))
    case 'answer':
      return drafted(model, answered(draftOf(model), event.voter, event.question, event.values))
    case 'told':
      return drafted(model, told(draftOf(model), event.voter, event.field, event.text))
    case 'open':
      return still({ ...model, sheet: event.sheet, trouble: null })
    case 'correct':
      return still({ ...model, correcting: event.begin ? model.last : null, sheet: event.begin ? 'outcomes' : 'none' })
    case 'keep-going':
      return { model: { ...model, keepGoing: event.on }, effects: [{ kind: 'keep' }] }
    case 'understood':
      return still({ ...model, trouble: null })
    case 'time':
      return onward(model, event.at)
  }
}

function drafted(model: Model, draft: Draft): Step {
  const next = model.correcting === null ? { ...model, draft } : { ...model, correcting: { ...model.correcting, draft } }
  return { model: next, effects: [{ kind: 'keep' }] }
}

// --- what the volunteer wants ---

function wanted(model: Model, command: Command): Step {
  const session = model.session
  if (!session || model.busy !== null || !session.allowed.includes(command.kind)) {
    return still(model)
  }
  return {
    model: { ...model, busy: command.kind, trouble: null, unanswered: tells(command) ? null : model.unanswered, sheet: staysOpen(command) ? model.sheet : 'none' },
    effects: [{ kind: 'send', command }],
  }
}

function say(model: Model, event: Extract<Event, { kind: 'say' }>): Step {
  const of = subject(model)
  if (of === null) {
    return still(model)
  }
  const draft = event.wrong === undefined ? draftOf(model) : { ...draftOf(model), wrong: event.wrong }
  const body: Disposition = {
    attempt: of.attempt,
    code: event.code,
    ...said(draft, of.people.map(person => person.voter), model.project?.survey ?? { questions: [] }),
    ...(event.callBackAt === undefined ? {} : { callBackAt: event.callBackAt }),
  }
  const sent = wanted(model, { kind: 'DISPOSE', key: event.key, body })
  if (sent.effects.length === 0) {
    return sent
  }
  const name = of.people.find(person => person.voter === draft.selected)?.name ?? of.people[0]?.name ?? ''
  return { ...sent, model: { ...sent.model, reporting: false, saying: { ...of, code: event.code, name, draft } } }
}

/** What is written on the sheet stays until the server has taken it. */
function staysOpen(command: Command): boolean {
  return command.kind === 'SEND_DIGITS' || tells(command)
}

/** Ends the call, keeps the number from ever being called again and tells the manager: one command of the server's. */
function report(model: Model, text: string, key: string): Step {
  const of = subject(model)
  if (of === null) {
    return still(model)
  }
  const body = { attempt: of.attempt, ...(text === '' ? {} : { text }) }
  const sent = wanted(model, { kind: 'REPORT_ABUSE', key, body })
  return sent.effects.length === 0
    ? sent
    : { ...sent, model: { ...sent.model, reporting: true, saying: { ...of, code: 'DO_NOT_CALL', name: of.people[0]?.name ?? '', draft: draftOf(model) } } }
}

// --- what time brings ---

/** Between two questions for a number when there was none: what is known of the next one is overtaken by a manager who opens the project again, or an import. */
const ASK_AGAIN_MS = 60_000

/** Asks for the next number: after one that was seen, and when the reason for having none has passed. Never dials. */
function onward(model: Model, at: number): Step {
  const session = model.session
  if (!session || !model.keepGoing || session.state !== 'READY' || model.busy !== null || model.sheet !== 'none') {
    return still(model)
  }
  if (!session.allowed.includes('NEXT') || model.link !== 'live' || session.finishAfterCall) {
    return still(model)
  }
  const nothing = session.nothing
  if (nothing !== undefined) {
    const asked = Date.parse(nothing.at)
    const due = nothing.nextCallableAt === undefined ? Infinity : Date.parse(nothing.nextCallableAt) + 500
    const then = Math.min(Math.max(due, asked + 1_000), asked + ASK_AGAIN_MS)
    return at + model.ahead < then ? still(model) : wanted(model, { kind: 'NEXT' })
  }
  return model.trouble === null && (model.last !== null || model.served) ? wanted(model, { kind: 'NEXT' }) : still(model)
}
