// A real browser, and a server for what was built, with the headers that the real one sends.
import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'

export const STORIES = process.env.STORIES_OUT ?? '../target/stories'
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

export const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

export async function open() {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://here').pathname)
    try {
      const octets = await readFile(join(STORIES, path))
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain', 'Content-Security-Policy': POLICY })
      response.end(octets)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
  return {
    browser,
    base: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      await browser.close()
      server.close()
    },
  }
}
