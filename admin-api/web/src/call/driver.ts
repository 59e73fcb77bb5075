// Drives the model: feeds it what the server says, and does what its effects ask for.
import { follow } from '../wire/feed'
import { ask, type Answer } from '../wire/http'
import { freshId } from '../wire/id'
import type { MyCalls, MyProject, Session } from '../wire/types'
import { begin, type Command, type Effect, type Event, type Model } from './model'
import { step } from './step'
import { keep, kept } from './keeping'

export class CallDriver {
  private now: Model
  private readonly listeners = new Set<() => void>()
  private readonly user: number
  private readonly onSignedOut: () => void
  private unfollow: (() => void) | null = null
  private ticking: ReturnType<typeof setInterval> | undefined

  constructor(user: number, onSignedOut: () => void) {
    this.user = user
    this.onSignedOut = onSignedOut
    this.now = begin(kept(user))
  }

  readonly model = (): Model => this.now

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Begins to follow the session; also to take over from another window. */
  start(): void {
    this.stop()
    this.unfollow = follow(freshId(), message => this.tell({ ...message, at: Date.now() }))
    this.ticking = setInterval(() => this.tell({ kind: 'time', at: Date.now() }), 1_000)
  }

  stop(): void {
    this.unfollow?.()
    clearInterval(this.ticking)
  }

  readonly tell = (event: Event): void => {
    const { model, effects } = step(this.now, event)
    if (model !== this.now) {
      this.now = model
      this.listeners.forEach(listener => listener())
    }
    effects.forEach(effect => void this.perform(effect))
    if (event.kind === 'link' && event.link === 'signed-out') {
      this.onSignedOut()
    }
  }

  private async perform(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case 'send':
        return this.settle(effect.command, await send(effect.command))
      case 'resync':
        return this.resync()
      case 'load': {
        const answer = await ask<MyProject>('my-projects/' + effect.project)
        return answer.ok ? this.tell({ kind: 'project', project: answer.body }) : undefined
      }
      case 'count': {
        const answer = await ask<MyCalls>('my-calls?limit=50')
        return answer.ok ? this.tell({ kind: 'counted', calls: answer.body }) : undefined
      }
      case 'keep':
        return keep(this.user, this.now)
    }
  }

  private settle(command: Command, answer: Answer<Session>): void {
    const at = Date.now()
    if (answer.ok) {
      this.tell({ kind: 'done', session: answer.body, command, at })
    } else if (answer.trouble.code === 'not-signed-in') {
      this.onSignedOut()
    } else {
      this.tell({ kind: 'refused', trouble: answer.trouble, command, at })
    }
  }

  private async resync(): Promise<void> {
    const answer = await ask<Session>('session')
    const at = Date.now()
    if (answer.ok) {
      this.tell({ kind: 'snapshot', sequence: answer.body.sequence, session: answer.body, at })
    } else if (answer.trouble.code === 'no-session') {
      this.tell({ kind: 'snapshot', sequence: 0, session: null, at })
    }
  }
}

function send(command: Command): Promise<Answer<Session>> {
  switch (command.kind) {
    case 'NEXT':
      return ask('session/next', { method: 'POST' })
    case 'HANG_UP':
      return ask('session/hang-up', { method: 'POST' })
    case 'PAUSE':
      return ask('session/pause', { method: 'POST' })
    case 'RESUME':
      return ask('session/resume', { method: 'POST' })
    case 'LEAVE':
      return ask('session/leave', { method: 'POST' })
    case 'CHOOSE_PROJECT':
      return ask('session/project', { body: { project: command.project } })
    case 'SKIP':
      return ask('session/skip', { body: { entry: command.entry } })
    case 'CALL':
      return ask('session/call', { body: { entry: command.entry }, key: command.key })
    case 'DROP_VOICEMAIL':
      return ask('session/voicemail', { method: 'POST', key: command.key })
    case 'FINISH_AFTER_CALL':
      return ask('session/finish-after-call', { body: { finish: command.finish } })
    case 'SEND_DIGITS':
      return ask('session/digits', { body: { digits: command.digits } })
    case 'REPORT_ABUSE':
      return ask('session/abuse', { body: command.body, key: command.key })
    case 'DISPOSE':
      return ask('session/disposition', { body: command.body, key: command.key })
  }
}
