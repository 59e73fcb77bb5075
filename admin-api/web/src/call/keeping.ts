// What was typed outlives a reload: kept in this browser, for this volunteer, until the call is disposed or somebody
// signs out. Holds notes and answers, so it must not outlive the sign-in on a borrowed computer.
import { EMPTY } from './draft'
import type { Kept, Model } from './model'

const NAME = 'hustings.call'

export function keep(user: number, { entry, draft, last, keepGoing }: Model): void {
  const value: Kept & { user: number } = { user, entry, draft, last, keepGoing }
  try {
    localStorage.setItem(NAME, JSON.stringify(value))
  } catch {
    // A browser that stores nothing loses what was typed at a reload, and nothing else.
  }
}

export function kept(user: number): Partial<Kept> {
  try {
    const value = JSON.parse(localStorage.getItem(NAME) ?? 'null') as (Kept & { user: number }) | null
    if (value === null || value.user !== user) {
      return {}
    }
    const { entry, draft, last, keepGoing } = value
    return { entry, draft: { ...EMPTY, ...draft }, last, keepGoing }
  } catch {
    return {}
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(NAME)
  } catch {
    // nothing is stored, then
  }
}
