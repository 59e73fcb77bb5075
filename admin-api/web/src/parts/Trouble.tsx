// Says what went wrong and what to do. Read out at once.
import { OFFLINE, type Trouble } from '../wire/http'
import { when } from '../words/format'
import { useWords } from '../words'
import type { Words } from '../words/en'

export function TroubleNote({ trouble }: { trouble: Trouble | null }) {
  const words = useWords()
  return (
    <div role="alert" className="trouble-place">
      {trouble !== null && (
        <p className="trouble">
          <span aria-hidden="true" className="trouble-sign">
            !
          </span>
          <span>{sentenceOf(trouble, words)}</span>
        </p>
      )}
    </div>
  )
}

export function sentenceOf(trouble: Trouble, words: Words): string {
  if (trouble.code === OFFLINE) {
    return words.trouble.offline
  }
  const sentence = words.trouble.codes[trouble.code] ?? trouble.sentence ?? words.trouble.unknown
  return trouble.until === undefined
    ? sentence
    : `${sentence} ${words.trouble.until(when(Date.parse(trouble.until), Date.now(), words.locale))}`
}
