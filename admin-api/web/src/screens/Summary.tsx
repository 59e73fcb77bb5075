import { useEffect, useState } from 'react'
import { ask } from '../wire/http'
import { Page } from '../parts/Page'
import type { MyCalls, Session } from '../wire/types'
import { stopwatch } from '../words/format'
import { useWords } from '../words'
import { go } from './route'

/** After a session: what it was, and what next. */
export function Summary({ ended }: { ended: Session }) {
  const [calls, setCalls] = useState<MyCalls | null>(null)
  useEffect(() => {
    void ask<MyCalls>('my-calls?limit=1&session=' + ended.session).then(answer => (answer.ok ? setCalls(answer.body) : undefined))
  }, [ended.session])
  return <SummaryPage ended={ended} calls={calls} />
}

/** @param calls null until they are counted */
export function SummaryPage({ ended, calls }: { ended: Session; calls: Pick<MyCalls, 'calls' | 'talked' | 'talkSeconds'> | null }) {
  const words = useWords()
  const figure = (label: string, value: string) => (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <Page title={words.summary.title} lead={words.summary.lead} narrow>
      <section className="card summary">
        <dl>
          {calls !== null && figure(words.summary.calls, calls.calls.toLocaleString(words.locale))}
          {calls !== null && figure(words.summary.talked, calls.talked.toLocaleString(words.locale))}
          {calls !== null && calls.talkSeconds > 0 && figure(words.summary.talkTime, stopwatch(calls.talkSeconds * 1000))}
          {figure(words.summary.time, stopwatch(Date.parse(ended.at) - Date.parse(ended.startedAt)))}
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
