// A volunteer at a browser, driven line by line by a test in any language: node build/drive.mjs
//
// Reads JSON arrays, [verb, argument ...], one a line; answers each with {"value": …} or {"error": "…"}. Things are named
// as a screen reader names them, so whatever can be done here can be done without seeing.
//
// MICROPHONE  a WAV file that the microphone plays, once
// CABLE       a UDP port of this machine through which all voice goes, whatever port the server names
// TWILIO      where a fake of Twilio keeps its books, for pages whose voice goes over it
// EARS        listens to what the page hears, and watches it: see the verb `marks`
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { twilio } from './twilio.mjs'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => existsSync(path))
const PATIENCE_MS = 20_000

const browser = await chromium.launch({
  executablePath,
  // A sound server that happens to run would give it a clock of its own to play by, and holes with it.
  env: { ...process.env, PULSE_SERVER: 'unix:/dev/null' },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--use-fake-device-for-media-stream',
    '--allow-loopback-in-peer-connection',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
    '--autoplay-policy=no-user-gesture-required',
    ...(process.env.MICROPHONE ? [`--use-file-for-fake-audio-capture=${process.env.MICROPHONE}%noloop`] : []),
  ],
})
const wrong = []
const pages = [await (await somebody(process.env.CABLE ?? null)).newPage()]
let current = 0

/** A browser of somebody's own: nothing is shared with others but the program. */
async function somebody(cable) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'America/New_York', permissions: ['microphone'] })
  context.setDefaultTimeout(PATIENCE_MS)
  context.on('page', page => page.on('pageerror', error => wrong.push(String(error))))
  await context.addInitScript(prepare, cable)
  if (process.env.TWILIO) {
    await twilio(browser, context, process.env.TWILIO)
  }
  if (process.env.EARS) {
    await context.addInitScript(listen)
  }
  return context
}

/** Runs in each page, before it. */
function prepare(cable) {
  // What the page hears is in the statistics of its connections, and in no element.
  const Peer = window.RTCPeerConnection
  window.peers = []
  window.RTCPeerConnection = class extends Peer {
    constructor(...given) {
      super(...given)
      window.peers.push(this)
    }

    setRemoteDescription({ type, sdp }) {
      const through = cable === null ? sdp : sdp.replace(/(a=candidate:\S+ 1 udp \d+ \S+) \d+/g, `$1 ${cable}`)
      return super.setRemoteDescription({ type, sdp: through })
    }
  }
  window.energy = async () => {
    const reports = await Promise.all(window.peers.filter(peer => peer.connectionState === 'connected').map(peer => peer.getStats()))
    const heard = reports.flatMap(report => [...report.values()].filter(one => one.type === 'inbound-rtp').map(one => one.totalAudioEnergy ?? 0))
    return Math.max(-1, ...heard)
  }
}

/**
 * Notes when something is pressed, when a name and a script come onto the screen, when sound begins after silence, and when a
 * voice does, that is a tone of 1500 Hz: all by the one clock of the page, in milliseconds since 1970.
 */
function listen() {
  const TONE = 1500
  const SILENT_MS = 200
  const now = () => performance.timeOrigin + performance.now()
  window.marks = []
  const mark = (what, text = '') => window.marks.push({ at: now(), what, text })
  document.addEventListener('keydown', event => mark('press', event.key), true)
  const shown = {}
  const look = () => {
    for (const [what, selector] of Object.entries({ name: '.person-name', script: '.script' })) {
      const text = document.querySelector(selector)?.textContent ?? ''
      if (text !== shown[what]) {
        shown[what] = text
        mark(what, text)
      }
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })

  const Peer = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Peer {
    constructor(...given) {
      super(...given)
      this.addEventListener('track', event => hear(new MediaStream([event.track])))
    }
  }
  function hear(stream) {
    const context = new AudioContext()
    const ear = context.createScriptProcessor(256, 1, 1)
    const last = { sound: -Infinity, voice: -Infinity }
    const heard = what => {
      if (now() - last[what] > SILENT_MS) {
        mark(what)
      }
      last[what] = now()
    }
    ear.onaudioprocess = event => {
      const samples = event.inputBuffer.getChannelData(0)
      const energy = samples.reduce((sum, one) => sum + one * one, 0) / samples.length
      if (energy > 1e-5) {
        heard('sound')
        if (power(samples, TONE / context.sampleRate) > energy / 4) {
          heard('voice')
        }
      }
    }
    context.createMediaStreamSource(stream).connect(ear)
    ear.connect(context.destination)
  }
  /** Goertzel: the mean square of one frequency. */
  function power(samples, cycles) {
    const twice = 2 * Math.cos(2 * Math.PI * cycles)
    let before = 0
    let last = 0
    for (const sample of samples) {
      ;[before, last] = [last, sample + twice * last - before]
    }
    return (2 * (last * last + before * before - twice * last * before)) / samples.length ** 2
  }
}

const named = (page, role, name) => page.getByRole(role, { name }).first()

const verbs = {
  open: (page, url) => page.goto(url),
  reload: page => page.reload(),
  fill: (page, label, text) => page.getByLabel(label).first().fill(text),
  check: (page, label) => page.getByLabel(label, { exact: true }).first().check(),
  checked: (page, label) => page.getByLabel(label, { exact: true }).first().isChecked(),
  valueOf: (page, label) => page.getByLabel(label).first().inputValue(),
  press: (page, key) => page.keyboard.press(key),
  click: (page, role, name) => named(page, role, name).click(),
  see: (page, role, name) => named(page, role, name).waitFor(),
  text: (page, selector) => page.locator(selector).first().innerText(),
  says: (page, word) => page.locator('.band-text strong', { hasText: word }).waitFor(),
  shows: (page, text, patience = PATIENCE_MS) => page.getByText(text).first().waitFor({ timeout: patience }),
  count: (page, selector) => page.locator(selector).count(),
  offline: (page, on) => page.context().setOffline(on),
  picture: (page, path) => page.screenshot({ path }),
  another: async page => {
    current = pages.push(await page.context().newPage()) - 1
  },
  /** Another volunteer at a browser of their own; answers which window it is. */
  somebody: async (_, cable) => {
    const context = await somebody(cable)
    current = pages.push(await context.newPage()) - 1
    return current
  },
  window: (_, at) => {
    current = at
  },
  wrong: () => wrong,
  /** All that was noted so far, in order: [[milliseconds since 1970, what, text] ...]. */
  marks: page => page.evaluate(() => window.marks.map(one => [one.at, one.what, one.text])),
  /** The volunteer says no when the browser asks for the microphone. */
  forbid: async page => {
    const session = await page.context().newCDPSession(page)
    const { browserContextId } = (await session.send('Target.getTargetInfo')).targetInfo
    await session.send('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'denied', origin: new URL(page.url()).origin, browserContextId })
  },
  /** As when the sign-in has run out. */
  signedOut: page => page.context().clearCookies(),
  /** Waits until the page has heard sound of this much energy (W3C webrtc-stats, totalAudioEnergy). */
  hears: (page, energy) => page.waitForFunction(async wanted => (await window.energy()) > wanted, energy, { polling: 250 }),
  /** Waits until it has heard this much more than now. */
  hearsMore: async (page, energy) => {
    const before = await page.evaluate(() => window.energy())
    await page.waitForFunction(async wanted => (await window.energy()) > wanted, before + energy, { polling: 250 })
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...args] = JSON.parse(line)
  try {
    const value = await verbs[verb](pages[current], ...args)
    const plain = ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value) ? value : null
    console.log(JSON.stringify({ value: plain }))
  } catch (failure) {
    const seen = await pages[current].locator('body').innerText().catch(() => '')
    console.log(JSON.stringify({ error: `${failure}\nOn the screen:\n${seen}` }))
  }
}
await browser.close()
