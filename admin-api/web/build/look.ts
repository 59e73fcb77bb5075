// Takes pictures of the stories: npm run look -- OUT-DIRECTORY [part of a name ...]
//
// SCHEMES, SIZES, LANGUAGES and LETTERS (a factor) choose which: SCHEMES=dark SIZES=narrow npm run look -- /tmp/pictures
import { mkdirSync } from 'node:fs'
import { build } from 'vite'
import { open, show, STORIES } from './browser'

const SIZES: Record<string, { width: number; height: number }> = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } }
const chosen = (name: string, usual: string) => (process.env[name] ?? usual).split(',')
const letters = Number(process.env['LETTERS'] ?? 1)
const [out = '.', ...parts] = process.argv.slice(2)

mkdirSync(out, { recursive: true })
process.env['SCREENS_OUT'] = STORIES
await build({ mode: 'stories', logLevel: 'error' })
const { browser, base, close } = await open()
try {
  for (const size of chosen('SIZES', 'wide,narrow')) {
    for (const scheme of chosen('SCHEMES', 'light,dark') as ('light' | 'dark')[]) {
      const context = await browser.newContext({
        viewport: SIZES[size] ?? null,
        colorScheme: scheme,
        reducedMotion: 'reduce',
        timezoneId: 'America/New_York',
        locale: 'en-US',
      })
      const page = await context.newPage()
      await page.goto(base + '/stories.html')
      await page.waitForFunction(() => window.stories !== undefined)
      const names = await page.evaluate(() => window.stories)
      for (const name of names.filter(one => parts.length === 0 || parts.some(part => one.includes(part)))) {
        for (const language of chosen('LANGUAGES', 'en')) {
          await show(page, name, language, letters)
          await page.screenshot({ path: `${out}/${[name.replace(/[^a-z]+/g, '-'), size, scheme, language, 'x' + letters].join('.')}.png` })
        }
      }
      await context.close()
    }
  }
} finally {
  await close()
}
