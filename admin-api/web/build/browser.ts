// A real browser, and a server for the stories as they were built, with the headers that the real one sends.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import type {} from '../src/stories/main'

export const STORIES = resolve('../target/stories')

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The distribution's; none is downloaded. */
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => existsSync(path))

export interface Open {
  browser: Browser
  base: string
  close: () => Promise<void>
}

export async function open(): Promise<Open> {
  if (browserPath === undefined) {
    throw new Error('no Chromium here; Debian has it in the package chromium')
  }
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://here').pathname)
    try {
      const octets = await readFile(join(STORIES, path))
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain', 'Content-Security-Policy': POLICY })
      response.end(octets)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
  return {
    browser,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await browser.close()
      server.close()
    },
  }
}

/** Switches the page of stories to one of them. `letters` is a factor on their size. */
export async function show(page: Page, story: string, language: string, letters: number): Promise<void> {
  await page.evaluate(
    wish => {
      document.documentElement.style.fontSize = `${wish.letters * 100}%`
      window.show(wish)
    },
    { story, language, letters },
  )
  await page.waitForFunction(wanted => document.documentElement.dataset['shown'] === wanted, `${story} in ${language}`)
}
