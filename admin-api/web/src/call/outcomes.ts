// The outcomes that the server offers, each with what it does. A project's own stand beside the standard one whose action
// they share.
import type { MyProject, Outcome, Session } from '../wire/types'
import type { Words } from '../words/en'
import type { Model } from './model'
import type { OutcomeButton, OutcomeGroup } from './snapshot'

type Offer = MyProject['outcomes'][number]

/** The order on the screen: what is chosen most stands first. */
const ORDER: Record<Outcome, number> = {
  SUCCESSFUL: 0,
  REFUSED: 1,
  CALL_BACK: 2,
  WRONG_NUMBER: 3,
  DO_NOT_CALL: 4,
  NO_ANSWER: 5,
  BUSY: 6,
  VOICEMAIL: 7,
  FAILED: 8,
}

export function groups(model: Model, session: Session, words: Words): OutcomeGroup[] {
  const suggested = model.correcting === null ? session.call?.suggested : undefined
  const offers = [...(model.project?.outcomes ?? [])].filter(one => isOutcome(one.action)).sort((a, b) => place(a) - place(b))
  const inOrder = [...offers.filter(one => one.talked), ...offers.filter(one => !one.talked)]
  const buttons = inOrder.map((one, at) => ({ talked: one.talked, button: button(one, at + 1, suggested, words) }))
  const group = (title: string, talked: boolean) => ({ title, buttons: buttons.filter(one => one.talked === talked).map(one => one.button) })
  return [group(words.outcomes.talked, true), group(words.outcomes.silent, false)].filter(one => one.buttons.length > 0)
}

function button(one: Offer, key: number, suggested: string | undefined, words: Words): OutcomeButton {
  const action = one.action as Outcome
  return {
    code: one.code,
    action,
    label: one.label ?? words.outcomes[action],
    does: one.code === action ? words.outcomes[`${action}_does`] : (words.outcomes.own[action] ?? ''),
    suggested: one.code === suggested,
    ...(key <= 9 ? { key: String(key) } : {}),
  }
}

/** The standard one before those that share its action. */
function place(one: Offer): number {
  return ORDER[one.action as Outcome] + (one.code === one.action ? 0 : 0.5)
}

function isOutcome(action: string): action is Outcome {
  return action in ORDER
}

export function labelOf(code: string, project: MyProject | null, words: Words): string {
  const mine = project?.outcomes.find(one => one.code === code)
  return mine?.label ?? (isOutcome(code) ? words.outcomes[code] : code)
}
