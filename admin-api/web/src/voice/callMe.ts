// "Call me": asks the server to ring the volunteer's own phone, and looks how that goes until it is over.
import type { Answer, Trouble } from '../wire/http'
import type { CallMe } from '../wire/types'

export type CallMeState = CallMe['state']

/** What the panel shows. `state` is null before anything was asked for. */
export interface Calling {
  state: CallMeState | null
  trouble: Trouble | null
  /** A request is on its way. */
  busy: boolean
}

export const IDLE: Calling = { state: null, trouble: null, busy: false }

const LOOK_EVERY_MS = 1500
const UNDER_WAY: readonly CallMeState[] = ['CALLING', 'RINGING', 'ANSWERED']

export function isUnderWay(state: CallMeState | null): boolean {
  return state !== null && UNDER_WAY.includes(state)
}

export interface Surroundings {
  ask: <T>(path: string, what?: { method?: string }) => Promise<Answer<T>>
  later: (what: () => void, ms: number) => () => void
  tell: (calling: Calling) => void
}

const PATH = 'session/call-me'

export class CallMeLine {
  private now: Calling = IDLE
  private closed = false
  private forget: () => void = () => {}
  /** Counts what the volunteer pressed: an answer to an older look says nothing any more. */
  private turn = 0

  constructor(private readonly around: Surroundings) {}

  /** After a reload it may be ringing already. */
  async open(): Promise<void> {
    const answer = await this.around.ask<CallMe>(PATH)
    if (answer.ok && isUnderWay(answer.body.state) && this.now === IDLE) {
      this.is({ state: answer.body.state, trouble: null, busy: false })
    }
  }

  async call(): Promise<void> {
    await this.does(async () => {
      const answer = await this.around.ask<CallMe>(PATH, { method: 'POST' })
      return answer.ok ? { state: answer.body.state, trouble: null, busy: false } : { state: null, trouble: answer.trouble, busy: false }
    })
  }

  async giveUp(): Promise<void> {
    await this.does(async () => {
      const answer = await this.around.ask<undefined>(PATH, { method: 'DELETE' })
      if (answer.ok) {
        return { state: 'GIVEN_UP', trouble: null, busy: false }
      }
      // It ended by itself at the same moment: how, the next look says.
      const look = await this.around.ask<CallMe>(PATH)
      return look.ok ? { state: look.body.state, trouble: null, busy: false } : { state: null, trouble: answer.trouble, busy: false }
    })
  }

  close(): void {
    this.closed = true
    this.forget()
  }

  private async does(work: () => Promise<Calling>): Promise<void> {
    const mine = ++this.turn
    this.forget()
    this.is({ ...this.now, trouble: null, busy: true })
    const then = await work()
    if (mine === this.turn) {
      this.is(then)
    }
  }

  private async look(): Promise<void> {
    const mine = this.turn
    const answer = await this.around.ask<CallMe>(PATH)
    if (mine !== this.turn) {
      return
    }
    if (answer.ok) {
      this.is({ state: answer.body.state, trouble: null, busy: false })
    } else if (answer.trouble.code === 'not-being-called') {
      // The server was restarted meanwhile, or it is another one: nobody knows what became of it.
      this.is({ state: 'UNKNOWN', trouble: null, busy: false })
    } else {
      this.is({ ...this.now, trouble: answer.trouble })
    }
  }

  private is(calling: Calling): void {
    if (this.closed) {
      return
    }
    this.now = calling
    this.around.tell(calling)
    this.forget()
    if (isUnderWay(calling.state) && !calling.busy) {
      this.forget = this.around.later(() => void this.look(), LOOK_EVERY_MS)
    }
  }
}
