// What a code of the server's says in the reader's language.
import { OFFLINE, type Trouble } from '../wire/http'
import type { Code } from '../wire/types'
import type { Words } from './en'

/** Undefined for a code that is newer than this page. */
export function meaning(code: string | undefined, words: Words): string | undefined {
  return code === undefined ? undefined : words.codes[code as Code]
}

/** What happened and what to do. Only what is newer than this page is said in the server's own English. */
export function sentenceOf(trouble: Trouble, words: Words): string {
  if (trouble.code === OFFLINE) {
    return words.trouble.offline
  }
  return wrongFields(trouble, words)[0] ?? meaning(trouble.code, words) ?? trouble.sentence ?? words.trouble.unknown
}

/** What is wrong with single fields, as far as there are words for it. */
export function wrongFields(trouble: Trouble, words: Words): string[] {
  return Object.keys(trouble.fields).flatMap(pointer => fieldAt(pointer, words) ?? [])
}

/** A pointer's last part is the field's name in the contract: `#/profile/0/phone`. */
export function fieldAt(pointer: string, words: Words): string | undefined {
  return words.fields[pointer.slice(pointer.lastIndexOf('/') + 1)]
}
