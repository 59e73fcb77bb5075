import { Page } from '../parts/Page'
import type { Session } from '../wire/types'
import { stopwatch } from '../words/format'
import { useWords } from '../words'
import { go } from './route'

/** After a session: what it was, and what next. */
export function Summary({ ended }: { ended: Session }) {
  const words = useWords()
  return (
    <Page title={words.summary.title} lead={words.summary.lead} narrow>
      <section className="card summary">
        <dl>
          <div>
            <dt>{words.summary.time}</dt>
            <dd>{stopwatch(Date.parse(ended.at) - Date.parse(ended.startedAt))}</dd>
          </div>
        </dl>
        <p>{words.summary.done}</p>
        <div className="row">
          <button type="button" className="primary" onClick={() => go({ at: 'connect', project: ended.project ?? null })}>
            {words.summary.again}
          </button>
          <button type="button" className="second" onClick={() => go({ at: 'projects' })}>
            {words.summary.projects}
          </button>
        </div>
      </section>
    </Page>
  )
}
