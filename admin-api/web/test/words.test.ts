import { expect, test } from 'vitest'
import { blocks } from '../src/call/markdown'
import { merge } from '../src/wire/feed'
import { stopwatch, telephone, timeOfDay, when } from '../src/words/format'
import { en } from '../src/words/en'
import { es } from '../src/words/es'
import { sentenceOf } from '../src/words/why'

function leaves(value: unknown, path: string): string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, path + '.' + name))
    : [path]
}

test('Spanish says everything that English says', () => {
  const missing = leaves(en, '').filter(path => !leaves(es, '').includes(path))

  expect(missing).toEqual([])
})

// The contract's list is the compiler's to check, and a test of the server's holds it against what the server can say.
test.each([en, es])('every code of the server’s is a sentence that says what to do: $language', words => {
  const codes = Object.entries(words.codes)

  expect(codes.length).toBeGreaterThan(80)
  for (const [code, sentence] of codes) {
    expect(sentence, code).toMatch(/^[A-ZÁÉÍÓÚ].*[.]$/)
  }
})

test('no Spanish sentence is an English one', () => {
  const english = new Set(Object.values(en.codes))

  expect(Object.values(es.codes).filter(sentence => english.has(sentence))).toEqual([])
})

test.each([
  ['offline', {}, en.trouble.offline],
  ['no-credit', {}, en.codes['no-credit']],
  ['invalid-content', { '#/profile/0/phone': 'is none' }, en.fields['phone']],
  ['invalid-content', { '#/notes/0/text': 'is too long' }, en.codes['invalid-content']],
  ['newer-than-this-page', {}, 'The server’s own.'],
])('%s with %j says: %s', (code, fields, sentence) => {
  expect(sentenceOf({ code, fields, sentence: 'The server’s own.' }, en)).toBe(sentence)
})

test.each([
  ['+19195550182', '(919) 555-0182'],
  ['+4930901820', '+49 309 018 20'],
  ['100', '100'],
])('%s is read as %s', (number, text) => {
  expect(telephone(number)).toBe(text)
})

test.each([
  [0, '0:00'],
  [133_400, '2:13'],
  [3_731_000, '1:02:11'],
  [-5_000, '0:00'],
])('%d ms is %s', (milliseconds, text) => {
  expect(stopwatch(milliseconds)).toBe(text)
})

test.each([
  ['2026-10-31T20:10:00Z', '4:10 PM'],
  ['2026-11-01T14:00:00Z', 'tomorrow, 9:00 AM'],
  ['2026-11-03T15:00:00Z', 'Tuesday, 10:00 AM'],
  ['2026-11-20T15:00:00Z', 'Friday, November 20, 10:00 AM'],
])('%s is told as %s, over the change of clocks', (instant, text) => {
  const now = Date.parse('2026-10-31T18:10:00Z')

  expect(when(Date.parse(instant), now, 'en-US', 'America/New_York').replaceAll('\u202f', ' ').replace(' at ', ', ')).toBe(text)
})

test('a time of day is told as the language does', () => {
  expect(timeOfDay('21:00', 'en-US').replaceAll('\u202f', ' ')).toBe('9:00 PM')
})

test('a script is read with the names in it, and HTML stays text', () => {
  const read = blocks('# If *yes*\nHi {voter}, I am **{volunteer}**.\n\n- <b>one</b>\n- two\n\n> {unknown} quote', {
    voter: '<i>Ann</i>',
    volunteer: 'Bo',
  })

  expect(read).toEqual([
    { kind: 'heading', spans: [{ style: 'plain', text: 'If ' }, { style: 'em', text: 'yes' }] },
    {
      kind: 'paragraph',
      spans: [
        { style: 'plain', text: 'Hi ' },
        { style: 'name', text: '<i>Ann</i>' },
        { style: 'plain', text: ', I am ' },
        { style: 'strong', text: 'Bo' },
        { style: 'plain', text: '.' },
      ],
    },
    { kind: 'list', items: [[{ style: 'plain', text: '<b>one</b>' }], [{ style: 'plain', text: 'two' }]] },
    { kind: 'quote', spans: [
        { style: 'plain', text: '{unknown}' },
        { style: 'plain', text: ' quote' },
      ] },
  ])
})

// RFC 7386, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j', (target, patch, expected) => {
  expect(merge<object>(target, patch)).toEqual(expected)
})
