// Every story in a real browser, on a laptop and on a phone, light and dark, in both languages and with letters of twice
// the size: nothing that axe finds, nothing cut off or wider than the window, no error, and nothing loaded from elsewhere.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { open, show, STORIES, type Open } from '../build/browser'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What depends on colours, and on sizes, alone: all else was judged on the same elements before. */
const COLOURS = ['color-contrast']
const SIZES = ['target-size']

const LAPTOP = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }
const LOOKS = [
  { name: 'laptop, light', viewport: LAPTOP, colorScheme: 'light', language: 'en', letters: 1, tags: EVERYTHING, rules: [] },
  { name: 'phone, dark, Spanish', viewport: PHONE, colorScheme: 'dark', language: 'es', letters: 1, tags: EVERYTHING, rules: [] },
  { name: 'laptop, dark, Spanish', viewport: LAPTOP, colorScheme: 'dark', language: 'es', letters: 1, tags: [], rules: COLOURS },
  { name: 'phone, light', viewport: PHONE, colorScheme: 'light', language: 'en', letters: 1, tags: [], rules: COLOURS },
  { name: 'laptop, letters of twice the size', viewport: LAPTOP, colorScheme: 'light', language: 'en', letters: 2, tags: [], rules: SIZES },
  { name: 'phone, letters of twice the size', viewport: PHONE, colorScheme: 'light', language: 'es', letters: 2, tags: [], rules: SIZES },
] as const

type Look = (typeof LOOKS)[number]

describe('every story', () => {
  let real: Open

  beforeAll(async () => {
    process.env['SCREENS_OUT'] = STORIES
    await build({ mode: 'stories', logLevel: 'error' })
    real = await open()
  }, 300_000)

  afterAll(() => real?.close())

  test.each(LOOKS)(
    '$name',
    async look => {
      const context = await real.browser.newContext({
        viewport: look.viewport,
        colorScheme: look.colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'America/New_York',
        bypassCSP: true,
      })
      try {
        expect(await wrongIn(await context.newPage(), look)).toEqual([])
      } finally {
        await context.close()
      }
    },
    600_000,
  )

  test.each(['sign in', 'projects', 'connect: by phone', 'connect: call me, ringing', 'call: talking, filled in', 'call: wrap-up, answered', 'call: sheet call-back', 'call: sheet today'])(
    'by the Tab key alone all that can be pressed is reached, and shows that it is: %s',
    async story => {
      const page = await real.browser.newPage({ viewport: LAPTOP, reducedMotion: 'reduce' })
      try {
        await page.goto(real.base + '/stories.html')
        await page.waitForFunction(() => window.stories !== undefined)
        await show(page, story, 'en', 1)
        const all = await page.evaluate(number)
        const reached = new Set<string>()
        for (let pressed = 0; pressed < 2 * all.length + 10 && reached.size < all.length; pressed++) {
          await page.keyboard.press('Tab')
          const name = await page.evaluate(focused)
          if (name !== '') {
            reached.add(name)
          }
        }

        expect(all).not.toEqual([])
        expect([...reached].sort()).toEqual([...all].sort())
      } finally {
        await page.close()
      }
    },
    120_000,
  )

  test.each([
    ['call: ringing', 'Ringing'],
    ['call: after a call', 'Last call: Benjamin Okafor – Nobody answered.'],
    ['call: taken away', 'was taken away. Ask for the next one.'],
    ['call: with this device, blocked while talking', 'Your voice does not get through this network.'],
    ['connect: call me, answered', 'Now press 1 on your phone.'],
    ['connect: call me, unreachable', 'cannot be reached'],
    ['connect: microphone refused', 'This page may not use your microphone.'],
  ])('whoever listens to the page is told: %s', async (story, sentence) => {
    const page = await real.browser.newPage({ viewport: LAPTOP })
    try {
      await page.goto(real.base + '/stories.html')
      await page.waitForFunction(() => window.stories !== undefined)
      await show(page, story, 'en', 1)
      const aloud = await page.locator('[role=status], [role=alert]').allTextContents()

      expect(aloud.join(' ')).toContain(sentence)
    } finally {
      await page.close()
    }
  }, 60_000)

  async function wrongIn(page: Page, look: Look): Promise<string[]> {
    const wrong: string[] = []
    let story = ''
    page.on('pageerror', error => wrong.push(`${story}: ${error}`))
    page.on('console', message => message.type() === 'error' && wrong.push(`${story}: ${message.text()}`))
    page.on('request', request => request.url().startsWith(real.base) || wrong.push(`${story}: asks for ${request.url()}`))
    await page.goto(real.base + '/stories.html')
    await page.waitForFunction(() => window.stories !== undefined)
    await page.evaluate(AXE)
    const stories = await page.evaluate(() => window.stories)
    expect(stories.length).toBeGreaterThan(70)
    for (story of stories) {
      await page.setViewportSize(look.viewport)
      await show(page, story, look.language, look.letters)
      const shape = await page.evaluate(shapeless)
      await stretch(page)
      wrong.push(...[...shape, ...(await found(page, look))].map(what => `${story}: ${what}`))
    }
    return wrong
  }
})

/** Numbers what can be pressed or filled in, under an open sheet only what is on it; of radio buttons one of each group. Runs
 *  in the page. */
function number(): string[] {
  const root = document.querySelector('dialog[open]') ?? document
  const groups = new Set<string>()
  return [...root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')]
    .filter(one => one.checkVisibility() && !(one as HTMLButtonElement).disabled)
    .filter(one => !(one instanceof HTMLInputElement && one.type === 'radio') || (!groups.has(one.name) && groups.add(one.name) !== undefined))
    .map((one, at) => {
      const group = one instanceof HTMLInputElement && one.type === 'radio' ? `radio ${one.name}` : `${at} ${one.tagName}`
      one.dataset['number'] = group
      return group
    })
}

/** What has the focus, if that can be seen. Runs in the page. */
function focused(): string {
  const one = document.activeElement as HTMLElement | null
  const name = one instanceof HTMLInputElement && one.type === 'radio' ? `radio ${one.name}` : one?.dataset['number']
  return name !== undefined && one !== null && getComputedStyle(one).outlineStyle !== 'none' ? name : ''
}

/** What is wider than the window, and what is cut off. Runs in the page. */
function shapeless(): string[] {
  const wrong: string[] = []
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
  if (wide > 0) {
    wrong.push(`is ${wide} px wider than the window`)
  }
  for (const element of document.querySelectorAll<HTMLElement>('.told *')) {
    const { overflowX } = getComputedStyle(element)
    const hides = overflowX === 'hidden' || overflowX === 'clip' || element.matches('button, a, label, legend, dd, p, h1, h2, h3, li')
    if (hides && element.closest('.hidden, svg, input') === null && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1) {
      wrong.push(`cuts off <${element.tagName.toLowerCase()} class="${element.className}"> ${element.innerText.slice(0, 40)}`)
    }
  }
  const main = [...document.querySelectorAll<HTMLElement>('.told .primary')].filter(button => button.offsetParent !== null && button.closest('dialog') === null)
  if (main.length > 1 && document.querySelector('.cards') === null) {
    wrong.push(`has ${main.length} primary buttons: ${main.map(button => button.innerText).join(', ')}`)
  }
  return wrong
}

// As wide as the device, but as high as the story is long: axe does not scroll, and would take what the bar at the bottom
// half hides for too small to be pressed.
async function stretch(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!
  const long = await page.evaluate(() =>
    Math.max(document.documentElement.scrollHeight, ...[...document.querySelectorAll('.columns > *, .call-body')].map(one => 400 + one.scrollHeight)),
  )
  if (long > height) {
    await page.setViewportSize({ width, height: long })
  }
}

async function found(page: Page, { tags, rules }: Look): Promise<string[]> {
  return page.evaluate(
    async only => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const { violations } = await axe.run(document, { ...only, resultTypes: ['violations'] })
      return violations.map(violation => `${violation.id}: ${violation.nodes.map(node => `${node.target} ${node.failureSummary}`).join('; ')}`)
    },
    tags.length > 0 ? { runOnly: { type: 'tag' as const, values: [...tags] } } : { runOnly: { type: 'rule' as const, values: [...rules] } },
  )
}
