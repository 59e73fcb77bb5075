// Why this device carries no voice, and what to do, in words.
import type { Words } from '../words/en'
import { sentenceOf } from '../words/why'
import type { Voice, Why } from './model'

export function whyOf(why: Exclude<Why, 'server'>, { connect: say }: Words): string {
  switch (why) {
    case 'permission':
      return say.refused
    case 'missing':
      return say.missing
    case 'in-use':
      return say.inUse
    case 'insecure':
      return say.insecure
    case 'unsupported':
      return say.unsupported
    case 'blocked':
      return say.blocked
  }
}

/** Null while all is well, or being mended by itself. */
export function silenceOf(voice: Voice, words: Words): string | null {
  if (voice.at !== 'refused') {
    return null
  }
  return voice.why !== 'server' ? whyOf(voice.why, words) : voice.trouble === null ? words.trouble.unknown : sentenceOf(voice.trouble, words)
}
