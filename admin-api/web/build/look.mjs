// Takes pictures of stories: node build/look.mjs OUT-DIR [part of a name ...]   (after `vite build --mode stories`)
import { mkdirSync } from 'node:fs'
import { open } from './browser.mjs'

const [out, ...parts] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } }
const schemes = (process.env.SCHEMES ?? 'light,dark').split(',')
const sizes = (process.env.SIZES ?? 'wide,narrow').split(',')
const languages = (process.env.LANGUAGES ?? 'en').split(',')
const zoom = Number(process.env.ZOOM ?? 1)

const { browser, base, close } = await open()
try {
  for (const size of sizes) {
    for (const scheme of schemes) {
      const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme, reducedMotion: 'reduce', timezoneId: 'America/New_York', locale: 'en-US' })
      const page = await context.newPage()
      page.on('pageerror', error => console.log('page error', String(error)))
      await page.goto(base + '/stories.html')
      const names = await page.locator('#stories a').allTextContents()
      for (const name of names.filter(one => parts.length === 0 || parts.some(part => one.includes(part)))) {
        for (const language of languages) {
          await page.goto(`${base}/stories.html?story=${encodeURIComponent(name)}&language=${language}`)
          if (zoom !== 1) {
            await page.evaluate(by => (document.documentElement.style.fontSize = by * 100 + '%'), zoom)
          }
          await page.waitForTimeout(60)
          const file = `${name.replace(/[^a-z]+/g, '-')}.${size}.${scheme}${language === 'en' ? '' : '.' + language}${zoom === 1 ? '' : '.x' + zoom}.png`
          await page.screenshot({ path: `${out}/${file}`, fullPage: process.env.FULL === '1' })
        }
      }
      await context.close()
    }
  }
} finally {
  await close()
}
