// Says what went wrong and what to do. Read out at once.
import type { Trouble } from '../wire/http'
import { when } from '../words/format'
import { useWords } from '../words'
import type { Words } from '../words/en'
import { sentenceOf } from '../words/why'

export function TroubleNote({ trouble }: { trouble: Trouble | null }) {
  const words = useWords()
  return (
    <div role="alert" className="trouble-place">
      {trouble !== null && (
        <p className="trouble">
          <span aria-hidden="true" className="trouble-sign">
            !
          </span>
          <span>{told(trouble, words)}</span>
        </p>
      )}
    </div>
  )
}

function told(trouble: Trouble, words: Words): string {
  const sentence = sentenceOf(trouble, words)
  return trouble.until === undefined
    ? sentence
    : `${sentence} ${words.trouble.until(when(Date.parse(trouble.until), Date.now(), words.locale))}`
}
