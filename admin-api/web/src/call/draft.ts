// What the volunteer has typed and marked about the people at one number. Belongs to the entry, not to the call: it
// begins with the preview, survives reloads, and goes out in one piece with the disposition.
import type { Question, SaidOfPeople, Survey } from '../wire/types'

export interface Draft {
  /** The voter whose profile and survey are open; null before the first choice. */
  selected: number | null
  reached: number[]
  wrong: number[]
  notes: Record<number, string>
  /** By voter, then by question. */
  answers: Record<number, Record<string, string[]>>
  /** What people told of themselves, as it was typed. */
  told: Record<number, Told>
}

/** By field of the contract, except the voter. */
export type Told = Partial<Record<ToldField, string>>

export const TOLD_FIELDS = ['firstName', 'lastName', 'sayAs', 'phone', 'email', 'language'] as const
export type ToldField = (typeof TOLD_FIELDS)[number]

export const EMPTY: Draft = { selected: null, reached: [], wrong: [], notes: {}, answers: {}, told: {} }

export type Mark = 'reached' | 'wrong'

/** One mark takes the other away: who was reached is not at a wrong number. */
export function toggle(draft: Draft, voter: number, mark: Mark): Draft {
  const other = mark === 'reached' ? 'wrong' : 'reached'
  const has = draft[mark].includes(voter)
  return {
    ...draft,
    [mark]: has ? draft[mark].filter(id => id !== voter) : [...draft[mark], voter],
    [other]: draft[other].filter(id => id !== voter),
  }
}

export function answered(draft: Draft, voter: number, question: string, values: string[]): Draft {
  return { ...draft, answers: { ...draft.answers, [voter]: { ...draft.answers[voter], [question]: values } } }
}

export function noted(draft: Draft, voter: number, text: string): Draft {
  return { ...draft, notes: { ...draft.notes, [voter]: text } }
}

export function told(draft: Draft, voter: number, field: ToldField, text: string): Draft {
  return { ...draft, told: { ...draft.told, [voter]: { ...draft.told[voter], [field]: text } } }
}

/** The questions to ask now, given the answers so far: a question follows its condition, and so do those after it. */
export function asked(survey: Survey, answers: Record<string, string[]>): Question[] {
  const shown: Question[] = []
  for (const question of survey.questions) {
    const condition = question.askedIf
    const holds =
      condition === undefined ||
      (shown.some(earlier => earlier.key === condition.question) &&
        (answers[condition.question] ?? []).includes(condition.choice))
    if (holds) {
      shown.push(question)
    }
  }
  return shown
}

/** What goes out: only people at this number, only questions that are still asked, nothing empty. */
export function said(draft: Draft, people: number[], survey: Survey): SaidOfPeople {
  const here = (voter: number) => people.includes(voter)
  const reached = draft.reached.filter(here)
  const wrongNumberFor = draft.wrong.filter(here)
  const notes = people
    .map(voter => ({ voter, text: (draft.notes[voter] ?? '').trim() }))
    .filter(note => note.text !== '')
  const answers = people.flatMap(voter => {
    const given = draft.answers[voter] ?? {}
    return asked(survey, given)
      .map(question => ({ voter, question: question.key, values: values(question, given[question.key] ?? []) }))
      .filter(answer => answer.values.length > 0)
  })
  const profile = people
    .map(voter => ({ voter, ...filled(draft.told[voter] ?? {}) }))
    .filter(one => Object.keys(one).length > 1)
  return {
    ...(reached.length > 0 && { reached }),
    ...(wrongNumberFor.length > 0 && { wrongNumberFor }),
    ...(notes.length > 0 && { notes }),
    ...(answers.length > 0 && { answers }),
    ...(profile.length > 0 && { profile }),
  }
}

function filled(given: Told): Told {
  return Object.fromEntries(Object.entries(given).flatMap(([field, text]) => (text.trim() === '' ? [] : [[field, text.trim()]])))
}

function values(question: Question, given: string[]): string[] {
  return question.kind === 'TEXT' ? given.map(text => text.trim()).filter(text => text !== '') : given
}
