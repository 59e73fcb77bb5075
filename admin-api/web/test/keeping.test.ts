// What outlives a reload, or a sign-in that ended by itself.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EMPTY } from '../src/call/draft'
import { forget, keep, kept } from '../src/call/keeping'
import { begin } from '../src/call/model'

const MARIA = 10
const JAMAL = 11
const TYPED = { ...begin(), entry: 70, draft: { ...EMPTY, notes: { 11: 'Has a dog.' } } }

let stored: Map<string, string>
let refuses: boolean

beforeEach(() => {
  stored = new Map()
  refuses = false
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (refuses) {
        throw new DOMException('full', 'QuotaExceededError')
      }
      stored.set(name, value)
    },
    removeItem: (name: string) => stored.delete(name),
  }
  Object.assign(globalThis, { localStorage: storage })
})

afterEach(() => Reflect.deleteProperty(globalThis, 'localStorage'))

test('what was typed is there again for the same volunteer', () => {
  keep(MARIA, TYPED)

  expect(begin(kept(MARIA))).toMatchObject({ entry: 70, draft: { notes: { 11: 'Has a dog.' } } })
})

test('and for nobody else', () => {
  keep(MARIA, TYPED)

  expect(kept(JAMAL)).toEqual({})
})

test('whoever signs out leaves nothing behind', () => {
  keep(MARIA, TYPED)
  forget()

  expect(stored.size).toBe(0)
})

test('a browser that stores nothing, or something else, harms nobody', () => {
  refuses = true
  keep(MARIA, TYPED)
  expect(kept(MARIA)).toEqual({})

  stored.set('hustings.call', '{"user":10,')
  expect(kept(MARIA)).toEqual({})
})
