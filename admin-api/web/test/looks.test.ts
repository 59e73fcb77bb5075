// Every story in a real browser, on a laptop and on a phone, light and dark, in both languages and with letters of twice
// the size: nothing that axe finds, nothing that leaves the window sideways, no error, and nothing loaded from elsewhere.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { open, STORIES, type Open } from '../build/browser'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const LAPTOP = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }
const LOOKS = [
  { name: 'laptop, light', viewport: LAPTOP, colorScheme: 'light', language: 'en', letters: 1 },
  { name: 'laptop, dark, Spanish', viewport: LAPTOP, colorScheme: 'dark', language: 'es', letters: 1 },
  { name: 'phone, light, Spanish', viewport: PHONE, colorScheme: 'light', language: 'es', letters: 1 },
  { name: 'phone, dark', viewport: PHONE, colorScheme: 'dark', language: 'en', letters: 1 },
  { name: 'laptop, letters of twice the size', viewport: LAPTOP, colorScheme: 'light', language: 'en', letters: 2 },
] as const

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
      })
      try {
        expect(await wrongIn(context, look.language, look.letters)).toEqual([])
      } finally {
        await context.close()
      }
    },
    600_000,
  )

  async function wrongIn(context: BrowserContext, language: string, letters: number): Promise<string[]> {
    const page = await context.newPage()
    const wrong: string[] = []
    let story = ''
    page.on('pageerror', error => wrong.push(`${story}: ${error}`))
    page.on('console', message => message.type() === 'error' && wrong.push(`${story}: ${message.text()}`))
    page.on('request', request => request.url().startsWith(real.base) || wrong.push(`${story}: asks for ${request.url()}`))
    await page.goto(real.base + '/stories.html')
    const stories = await page.locator('#stories a').allTextContents()
    expect(stories.length).toBeGreaterThan(30)
    const device = page.viewportSize()!
    for (story of stories) {
      await page.setViewportSize(device)
      await page.goto(`${real.base}/stories.html?story=${encodeURIComponent(story)}&language=${language}`)
      await page.waitForFunction(wanted => document.documentElement.dataset['spoken'] === wanted, language)
      await page.evaluate(by => (document.documentElement.style.fontSize = `${by * 100}%`), letters)
      await stretch(page)
      wrong.push(...(await found(page)).map(what => `${story}: ${what}`))
    }
    return wrong
  }
})

// As wide as the device, but as high as the story is long: axe does not scroll, and would take what the bar at the bottom
// half hides for too small to be pressed.
async function stretch(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!
  const long = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, long) })
}

async function found(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async rules => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { runOnly: rules })
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return [
      ...violations.map(violation => `${violation.id}: ${violation.nodes.map(node => `${node.target} ${node.failureSummary}`).join('; ')}`),
      ...(wide > 0 ? [`is ${wide} px wider than the window`] : []),
    ]
  }, RULES)
}
