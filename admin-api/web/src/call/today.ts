// The calls of today, the one before this, and what remains of the project.
import type { Session } from '../wire/types'
import type { Words } from '../words/en'
import { clock, stopwatch, when } from '../words/format'
import type { Model } from './model'
import type { Reader } from './reader'
import { labelOf } from './outcomes'
import type { LastCall, Today } from './snapshot'

export function today(model: Model, session: Session, reader: Reader): Today {
  const { words } = reader
  const last = lastCall(model, session, words)
  const progress = model.project?.progress
  return {
    calls: (model.today?.items ?? []).map(item => ({
      attempt: item.attempt,
      at: clock(Date.parse(item.at), words.locale),
      name: item.name,
      outcome: item.outcome === undefined ? words.today[item.state] : labelOf(item.outcome, model.project, words),
      talked: item.talkSeconds > 0 ? stopwatch(item.talkSeconds * 1000) : null,
      canChange: last?.canChange === true && model.last?.attempt === item.attempt,
    })),
    known: model.today !== null,
    summary: model.today === null ? null : words.today.summary(model.today.calls, model.today.talked),
    remains:
      progress === undefined
        ? null
        : {
            done: progress.done,
            voters: progress.voters,
            text: words.projects.progress(progress.done, progress.voters),
            callable: words.today.callable(progress.callable),
            next: progress.nextCallableAt === undefined ? null : words.nothing.at(when(Date.parse(progress.nextCallableAt), reader.now, words.locale)),
          },
  }
}

export function lastCall(model: Model, session: Session, words: Words): LastCall | null {
  const last = model.last
  const between = session.state === 'READY' || session.state === 'PREVIEWING' || session.state === 'PAUSED'
  return last === null || !between
    ? null
    : {
        name: last.name,
        outcome: labelOf(last.code, model.project, words),
        canChange: session.allowed.includes('DISPOSE') && model.correcting === null,
      }
}
