// What the panel of "call me" does with the server's answers.
import { expect, test } from 'vitest'
import { CallMeLine, type Calling, type CallMeState } from '../src/voice/callMe'
import type { Answer, Trouble } from '../src/wire/http'

type Reply = CallMeState | Trouble

/** A server that gives these answers in turn, and a clock that a test moves. */
function world(...replies: Reply[]) {
  const asked: string[] = []
  const shown: Calling[] = []
  const timers: (() => void)[] = []
  const line = new CallMeLine({
    ask: async <T>(path: string, what?: { method?: string }): Promise<Answer<T>> => {
      asked.push((what?.method ?? 'GET') + ' ' + path)
      const reply = replies.shift()
      if (reply === undefined) {
        throw new Error('asked more often than was thought of: ' + asked.join(', '))
      }
      return typeof reply === 'string'
        ? { ok: true, body: { state: reply, since: '2026-10-31T18:10:00Z' } as T, response: new Response() }
        : { ok: false, trouble: reply }
    },
    later: what => {
      timers.push(what)
      return () => {
        const at = timers.indexOf(what)
        if (at >= 0) {
          timers.splice(at, 1)
        }
      }
    },
    tell: calling => shown.push(calling),
  })
  const tick = async () => {
    timers.shift()?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { line, asked, tick, timers, last: () => shown.at(-1) }
}

const NOT_CALLED: Trouble = { code: 'not-being-called', fields: {} }

test('rings, asks for 1, and looks until it has come to something', async () => {
  const { line, tick, timers, last } = world('CALLING', 'RINGING', 'ANSWERED', 'JOINED')
  await line.call()
  expect(last()?.state).toBe('CALLING')
  await tick()
  expect(last()?.state).toBe('RINGING')
  await tick()
  expect(last()?.state).toBe('ANSWERED')
  await tick()
  expect(last()?.state).toBe('JOINED')
  expect(timers).toEqual([])
})

test.each(['NOT_ANSWERED', 'BUSY', 'NOT_CONFIRMED', 'UNREACHABLE', 'NOT_CONNECTED', 'UNKNOWN', 'NOT_ADMITTED'] as const)(
  'after %s it may be asked for again',
  async ended => {
    const { line, tick, timers, last } = world('CALLING', ended, 'CALLING')
    await line.call()
    await tick()
    expect(last()).toEqual({ state: ended, trouble: null, busy: false })
    expect(timers).toEqual([])
    await line.call()
    expect(last()?.state).toBe('CALLING')
  },
)

test('what is sent names no phone and carries nothing', async () => {
  const { line, asked } = world('CALLING')
  await line.call()
  expect(asked).toEqual(['POST session/call-me'])
})

test('a refusal is told and nothing is looked after', async () => {
  const { line, timers, last } = world({ code: 'call-me-too-often', until: '2026-10-31T19:00:00Z', fields: {} })
  await line.call()
  expect(last()?.trouble?.code).toBe('call-me-too-often')
  expect(last()?.state).toBeNull()
  expect(timers).toEqual([])
})

test('can be stopped, also in the moment in which it ends', async () => {
  const one = world('RINGING', 'GIVEN_UP')
  await one.line.call()
  await one.line.giveUp()
  expect(one.last()?.state).toBe('GIVEN_UP')
  expect(one.timers).toEqual([])

  const other = world('RINGING', NOT_CALLED, 'BUSY')
  await other.line.call()
  await other.line.giveUp()
  expect(other.last()?.state).toBe('BUSY')
})

test('after a reload what rings is found', async () => {
  const { line, last, timers } = world('RINGING')
  await line.open()
  expect(last()?.state).toBe('RINGING')
  expect(timers).toHaveLength(1)
})

test('what ended long ago is no news after a reload', async () => {
  const { line, last } = world('BUSY')
  await line.open()
  expect(last()).toBeUndefined()
})

test('a server that was restarted meanwhile knows of nothing, and it is offered again', async () => {
  const { line, tick, last } = world('RINGING', NOT_CALLED)
  await line.call()
  await tick()
  expect(last()?.state).toBe('UNKNOWN')
})

test('a lost network is told and it goes on looking', async () => {
  const { line, tick, timers, last } = world('RINGING', { code: 'offline', fields: {} }, 'ANSWERED')
  await line.call()
  await tick()
  expect(last()).toEqual({ state: 'RINGING', trouble: { code: 'offline', fields: {} }, busy: false })
  expect(timers).toHaveLength(1)
  await tick()
  expect(last()).toEqual({ state: 'ANSWERED', trouble: null, busy: false })
})

test('a page that was left shows nothing more', async () => {
  const { line, last } = world('CALLING')
  const asked = line.call()
  line.close()
  await asked
  expect(last()?.busy).toBe(true)
})
