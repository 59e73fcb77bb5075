import { describe, expect, test } from 'vitest'
import { begin, type Effect, type Event, type Model, type Sheet } from '../src/call/model'
import { step } from '../src/call/step'
import { NOW, PROJECT, session, SESSIONS } from '../src/stories/world'
import type { Session } from '../src/wire/types'

const live: Event = { kind: 'link', link: 'live', at: NOW }
const project: Event = { kind: 'project', project: PROJECT }

function shown(now: Session | null): Event {
  return { kind: 'snapshot', sequence: now?.sequence ?? 0, session: now, at: NOW }
}

function run(...events: Event[]): { model: Model; effects: Effect[] } {
  return onward(begin(), ...events)
}

function onward(model: Model, ...events: Event[]): { model: Model; effects: Effect[] } {
  return events.reduce<{ model: Model; effects: Effect[] }>(
    (so, event) => {
      const next = step(so.model, event)
      return { model: next.model, effects: [...so.effects, ...next.effects] }
    },
    { model, effects: [] },
  )
}

function sent(effects: Effect[]) {
  return effects.flatMap(effect => (effect.kind === 'send' ? [effect.command] : []))
}

describe('what the server says', () => {
  test('a change on what is known is merged, member by member', () => {
    const { model } = run(shown(session('READY', { notice: 'Old.', sequence: 7 })), {
      kind: 'change',
      from: 7,
      sequence: 8,
      patch: { sequence: 8, state: 'PAUSED', notice: null },
      at: NOW,
    })

    expect(model.session).toMatchObject({ state: 'PAUSED', sequence: 8, project: 3 })
    expect(model.session).not.toHaveProperty('notice')
  })

  test.each([
    ['a change that builds on what was missed', 9, 10, ['resync']],
    ['a change before any snapshot', 1, 2, ['resync']],
  ])('%s asks for a snapshot', (name, from, sequence, kinds) => {
    const known = name.includes('before') ? [] : [shown(session('READY', { sequence: 7 }))]
    const { effects } = run(...known, { kind: 'change', from, sequence, patch: {}, at: NOW })

    expect(effects.map(effect => effect.kind).filter(kind => kind === 'resync')).toEqual(kinds)
  })

  test('what a command has shown already comes again by the feed and changes nothing', () => {
    const before = run(live, shown(SESSIONS.ready)).model
    const answered = onward(before, { kind: 'done', session: session('PREVIEWING', { sequence: 42, entry: 70 }), at: NOW }).model

    const late = onward(answered, { kind: 'change', from: 40, sequence: 41, patch: { state: 'READY', sequence: 41 }, at: NOW })

    expect(late.model.session?.state).toBe('PREVIEWING')
    expect(late.effects).toEqual([])
  })

  test('the server’s clock is the clock, however ours is set', () => {
    const { model } = run({ ...shown(session('READY', { at: new Date(NOW + 90_000).toISOString() })), at: NOW } as Event)

    expect(model.ahead).toBe(90_000)
  })

  test('the script and survey of a project are fetched when the session comes to it, once', () => {
    const { effects } = run(shown(SESSIONS.ready), project, shown(SESSIONS.preview))

    expect(effects.filter(effect => effect.kind === 'load')).toEqual([{ kind: 'load', project: 3 }])
  })

  test('a session that ends leaves its end for the summary', () => {
    const { model } = run(shown(SESSIONS.ready), shown(null))

    expect(model.session).toBeNull()
    expect(model.ended?.session).toBe(SESSIONS.ready.session)
  })
})

describe('what is typed', () => {
  const typing: Event[] = [
    { kind: 'mark', voter: 11, mark: 'reached' },
    { kind: 'note', voter: 11, text: ' Call after six. ' },
    { kind: 'answer', voter: 11, question: 'will-vote', values: ['yes'] },
    { kind: 'answer', voter: 12, question: 'will-vote', values: ['no'] },
    { kind: 'told', voter: 12, field: 'email', text: ' luis@example.org ' },
    { kind: 'told', voter: 11, field: 'phone', text: '  ' },
  ]

  test('is kept while switching between voters, from the preview to the outcome', () => {
    const { model } = run(shown(SESSIONS.preview), ...typing, { kind: 'select', voter: 12 }, shown(SESSIONS.talking), shown(SESSIONS['wrap-up, answered']))

    expect(model.draft.answers).toEqual({ 11: { 'will-vote': ['yes'] }, 12: { 'will-vote': ['no'] } })
    expect(model.draft.selected).toBe(12)
  })

  test('is written down at each letter, so that a reload brings it back', () => {
    const { model, effects } = run(shown(SESSIONS.talking), ...typing)
    const again = onward(begin({ entry: model.entry, draft: model.draft }), shown(SESSIONS.talking)).model

    expect(effects.filter(effect => effect.kind === 'keep')).toHaveLength(1 + typing.length)
    expect(again.draft).toEqual(model.draft)
  })

  test('is forgotten with the next number, and never goes to another one’s people', () => {
    const { model } = run(shown(SESSIONS.talking), ...typing, shown({ ...SESSIONS.preview, entry: 71 }))

    expect(model.draft.answers).toEqual({})
    expect(model.draft.reached).toEqual([])
  })

  test('goes out in one piece with the outcome, without what is no longer asked (R21)', () => {
    const { effects } = run(
      live,
      shown(SESSIONS['wrap-up, answered']),
      project,
      ...typing,
      { kind: 'answer', voter: 11, question: 'how', values: ['mail'] },
      { kind: 'answer', voter: 11, question: 'will-vote', values: ['no'] },
      { kind: 'answer', voter: 11, question: 'else', values: ['  '] },
      { kind: 'say', code: 'SUCCESSFUL', key: 'k1' },
    )

    expect(sent(effects)).toEqual([
      {
        kind: 'DISPOSE',
        key: 'k1',
        body: {
          attempt: SESSIONS.talking.call!.attempt,
          code: 'SUCCESSFUL',
          reached: [11],
          notes: [{ voter: 11, text: 'Call after six.' }],
          answers: [
            { voter: 11, question: 'will-vote', values: ['no'] },
            { voter: 12, question: 'will-vote', values: ['no'] },
          ],
          profile: [{ voter: 12, email: 'luis@example.org' }],
        },
      },
    ])
  })

  test('one who was reached is not at a wrong number', () => {
    const { model } = run(shown(SESSIONS.talking), { kind: 'mark', voter: 11, mark: 'wrong' }, { kind: 'mark', voter: 11, mark: 'reached' })

    expect(model.draft).toMatchObject({ reached: [11], wrong: [] })
  })

  test('survives a refusal of the outcome, and a lost network', () => {
    for (const code of ['call-back-time', 'offline']) {
      const { model } = run(
        live,
        shown(SESSIONS['wrap-up, answered']),
        ...typing,
        { kind: 'say', code: 'CALL_BACK', key: 'k1', callBackAt: '2026-11-01T03:00:00Z' },
        { kind: 'refused', trouble: { code, fields: {} }, at: NOW },
      )

      expect(model.draft.reached).toEqual([11])
      expect(model.busy).toBeNull()
      expect(model.trouble?.code).toBe(code)
      expect(model.last).toBeNull()
    }
  })
})

describe('when the network drops', () => {
  const lost: Event = { kind: 'link', link: 'lost', at: NOW }
  const saying = onward(run(live, shown(SESSIONS['wrap-up, answered']), project).model, { kind: 'mark', voter: 11, mark: 'reached' }, { kind: 'say', code: 'SUCCESSFUL', key: 'k1' })
  const command = sent(saying.effects)[0]!
  const offline: Event = { kind: 'refused', trouble: { code: 'offline', fields: {} }, command, at: NOW }

  test('what was said of a call is sent again when it is back, with the same key, once', () => {
    const dark = onward(saying.model, lost, offline).model
    const back = onward(dark, live)
    const done = onward(back.model, { kind: 'done', at: NOW, command, session: session('READY', { sequence: 50 }) }, lost, live)

    expect(sent(back.effects)).toEqual([command])
    expect(back.model.busy).toBe('DISPOSE')
    expect(done.model.last?.code).toBe('SUCCESSFUL')
    expect(sent(done.effects)).toEqual([])
  })

  test('another word in the meantime takes its place', () => {
    const dark = onward(saying.model, lost, offline, { kind: 'say', code: 'REFUSED', key: 'k2' }, { ...offline, command: { ...command, key: 'k2' } } as Event).model

    expect(sent(onward(dark, live).effects)).toMatchObject([{ key: 'k2' }])
  })

  test('what is not answered and might be done twice is not sent again', () => {
    const calling = run(live, shown(SESSIONS.preview), project, { kind: 'want', command: { kind: 'CALL', entry: 70, key: 'a' } })
    const dark = onward(calling.model, lost, { ...offline, command: sent(calling.effects)[0]! } as Event).model

    expect(sent(onward(dark, live).effects)).toEqual([])
  })

  test('a script that could not be fetched is fetched when it is back', () => {
    const { effects } = onward(run(lost, shown(SESSIONS.preview)).model, live)

    expect(effects).toContainEqual({ kind: 'load', project: 3 })
  })
})

describe('what lies over the screen', () => {
  const open = (sheet: Sheet): Event => ({ kind: 'open', sheet })

  test('stays with what was typed until the server has taken it, and shows why it did not', () => {
    const asking = run(live, shown(SESSIONS['wrap-up, answered']), project, open('call-back'), { kind: 'say', code: 'CALL_BACK', key: 'k', callBackAt: '2026-11-01T03:00:00Z' })
    const refused = onward(asking.model, { kind: 'refused', trouble: { code: 'call-back-time', until: '2026-11-01T13:00:00Z', fields: {} }, at: NOW }).model
    const taken = onward(asking.model, { kind: 'done', at: NOW, session: session('READY', { sequence: 45 }) }).model

    expect([asking.model.sheet, refused.sheet, taken.sheet]).toEqual(['call-back', 'call-back', 'none'])
  })

  test.each<[Sheet, Session]>([
    ['keypad', SESSIONS['wrap-up, answered']],
    ['abuse', SESSIONS.ready],
    ['call-back', SESSIONS.ready],
    ['leave', session('TALKING', { allowed: ['DISPOSE'] })],
  ])('%s closes when its command is gone', (sheet, next) => {
    const { model } = run(live, shown(SESSIONS.talking), open(sheet), shown(next))

    expect(model.sheet).toBe('none')
  })
})

describe('what the volunteer wants', () => {
  test.each(Object.entries(SESSIONS))('is sent only if the server allows it: %s', (_, now) => {
    const wishes: Event[] = [
      { kind: 'want', command: { kind: 'NEXT' } },
      { kind: 'want', command: { kind: 'CALL', entry: 70, key: 'k' } },
      { kind: 'want', command: { kind: 'SKIP', entry: 70 } },
      { kind: 'want', command: { kind: 'HANG_UP' } },
      { kind: 'want', command: { kind: 'DROP_VOICEMAIL', key: 'k' } },
      { kind: 'want', command: { kind: 'PAUSE' } },
      { kind: 'want', command: { kind: 'RESUME' } },
      { kind: 'want', command: { kind: 'SEND_DIGITS', digits: '1' } },
      { kind: 'want', command: { kind: 'FINISH_AFTER_CALL', finish: true } },
      { kind: 'want', command: { kind: 'LEAVE' } },
      { kind: 'want', command: { kind: 'CHOOSE_PROJECT', project: 4 } },
    ]
    for (const wish of wishes) {
      const { effects } = run(live, shown(now), wish)
      const kind = wish.kind === 'want' ? wish.command.kind : ''

      expect(sent(effects).map(command => command.kind)).toEqual(now.allowed.some(one => one === kind) ? [kind] : [])
    }
  })

  test('what the feed shows to be done need not be answered to be over', () => {
    const calling = run(live, shown(SESSIONS.preview), { kind: 'want', command: { kind: 'CALL', entry: 70, key: 'a' } }).model
    const quality = onward(calling, { kind: 'change', from: 40, sequence: 41, patch: { sequence: 41 }, at: NOW }).model
    const dialing = onward(quality, { kind: 'change', from: 41, sequence: 42, patch: { sequence: 42, state: 'DIALING' }, at: NOW }).model

    expect([calling.busy, quality.busy, dialing.busy]).toEqual(['CALL', 'CALL', null])
  })

  test('a second press while the first is under way does nothing', () => {
    const { effects } = run(
      live,
      shown(SESSIONS.preview),
      { kind: 'want', command: { kind: 'CALL', entry: 70, key: 'a' } },
      { kind: 'want', command: { kind: 'CALL', entry: 70, key: 'b' } },
    )

    expect(sent(effects)).toHaveLength(1)
  })

  test('another word on the last call goes to that call, not to the one on the screen', () => {
    const first = run(live, shown(SESSIONS['wrap-up, answered']), { kind: 'say', code: 'SUCCESSFUL', key: 'k1' }).model
    const next = onward(first, {
      kind: 'done',
      at: NOW,
      session: { ...SESSIONS.preview, sequence: 44, entry: 71 },
    }).model
    const { effects } = onward(next, { kind: 'correct', begin: true }, { kind: 'say', code: 'REFUSED', key: 'k2' })

    expect(next.last?.name).toBe('Angela Ortiz')
    expect(sent(effects)).toMatchObject([{ kind: 'DISPOSE', body: { attempt: SESSIONS.talking.call!.attempt, code: 'REFUSED' } }])
  })
})

test('a report of abuse is one command, and a pause is offered after it', () => {
  const { model, effects } = run(live, shown(SESSIONS.talking), { kind: 'report', text: ' He shouted. ', key: 'k' })
  const after = onward(model, { kind: 'done', at: NOW, session: session('READY', { sequence: 46, allowed: ['NEXT', 'PAUSE', 'LEAVE'] }) })

  expect(sent(effects)).toEqual([{ kind: 'REPORT_ABUSE', key: 'k', body: { attempt: SESSIONS.talking.call!.attempt, text: 'He shouted.' } }])
  expect(after.model.sheet).toBe('breather')
  expect(sent(onward(after.model, { kind: 'time', at: NOW + 9_000 }).effects)).toEqual([])
})

describe('what time brings', () => {
  const later = (seconds: number): Event => ({ kind: 'time', at: NOW + seconds * 1000 })
  const disposed = run(live, shown(SESSIONS['wrap-up, answered']), { kind: 'say', code: 'SUCCESSFUL', key: 'k' }, {
    kind: 'done',
    at: NOW,
    session: session('READY', { sequence: 45, allowed: ['NEXT', 'PAUSE', 'LEAVE', 'DISPOSE'] }),
  }).model

  test('after a call the next number comes by itself, but is not dialed', () => {
    const { effects } = onward(disposed, later(1))

    expect(sent(effects)).toEqual([{ kind: 'NEXT' }])
    expect(sent(run(live, shown(SESSIONS.preview), later(100)).effects)).toEqual([])
  })

  test.each<[string, Event[]]>([
    ['at the beginning of a session', [live, shown(SESSIONS.ready)]],
    ['when the volunteer does not want it', [live, shown(SESSIONS.nothing), { kind: 'keep-going', on: false }]],
    ['during a pause', [live, shown(SESSIONS.paused)]],
    ['without the network', [shown(SESSIONS.nothing), { kind: 'link', link: 'lost', at: NOW }]],
    ['while a sheet is open', [live, shown(SESSIONS.nothing), { kind: 'open', sheet: 'leave' }]],
  ])('no number comes by itself %s', (_, events) => {
    expect(sent(run(...events, later(4_000)).effects)).toEqual([])
  })

  test('after a voicemail was left on the very first call, too', () => {
    const dropped = run(live, shown(SESSIONS.preview), shown({ ...SESSIONS.ready, sequence: 60 })).model

    expect(sent(onward(dropped, later(1)).effects)).toEqual([{ kind: 'NEXT' }])
  })

  test('when there is none, it comes when the reason has passed', () => {
    const nothing = { ...SESSIONS.nothing.nothing!, nextCallableAt: new Date(NOW + 20_000).toISOString() }
    const waiting = run(live, shown({ ...SESSIONS.nothing, nothing })).model

    expect(sent(onward(waiting, later(20)).effects)).toEqual([])
    expect(sent(onward(waiting, later(21)).effects)).toEqual([{ kind: 'NEXT' }])
  })

  test.each(['nothing', 'all done'] as const)('it is asked for once a minute all the same, since a manager may bring others (%s)', state => {
    const waiting = run(live, shown(SESSIONS[state])).model

    expect(sent(onward(waiting, later(59)).effects)).toEqual([])
    expect(sent(onward(waiting, later(60)).effects)).toEqual([{ kind: 'NEXT' }])
  })
})
