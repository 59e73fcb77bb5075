// Who reads the call screen, and when.
import type { Words } from '../words/en'

export interface Reader {
  words: Words
  /** The volunteer's name, as the script says it. */
  volunteer: string
  /** Server time. */
  now: number
}
