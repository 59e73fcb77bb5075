// The live feed: server-sent events, kept open. The browser reconnects by itself; what it does not notice is a line
// that died while the computer slept, so after waking or a change of network the feed is opened anew.
import { ask } from './http'
import type { Session } from './types'

export type FeedMessage =
  | { kind: 'snapshot'; sequence: number; session: Session | null }
  | { kind: 'change'; from: number; sequence: number; patch: object }
  | { kind: 'link'; link: Link }

/** How the page hears of the server. */
export type Link = 'opening' | 'live' | 'lost' | 'replaced' | 'signed-out'

const TRY_AGAIN_MS = 2_000
const SLEPT_MS = 30_000

/** Follows the feed until told to stop. `screen` names this page among the volunteer's. */
export function follow(screen: string, tell: (message: FeedMessage) => void): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let hiddenAt = 0

  const stop = () => {
    source?.close()
    clearTimeout(timer)
    window.removeEventListener('online', open)
    window.removeEventListener('offline', cut)
    document.removeEventListener('visibilitychange', wake)
  }
  const end = (link: Link) => {
    stop()
    tell({ kind: 'link', link })
  }
  /** The server refused the feed, or something between us did: only a lost sign-in is for good. */
  const refused = async () => {
    const me = await ask('me')
    if (!me.ok && me.trouble.code === 'not-signed-in') {
      end('signed-out')
    } else {
      timer = setTimeout(open, TRY_AGAIN_MS)
    }
  }
  function open() {
    source?.close()
    clearTimeout(timer)
    const opened = new EventSource('/api/v1/session/feed?screen=' + screen)
    source = opened
    opened.onopen = () => tell({ kind: 'link', link: 'live' })
    opened.onerror = () => {
      tell({ kind: 'link', link: 'lost' })
      if (opened.readyState === EventSource.CLOSED) {
        void refused()
      }
    }
    opened.addEventListener('snapshot', event => tell({ kind: 'snapshot', ...JSON.parse(event.data) }))
    opened.addEventListener('change', event => tell({ kind: 'change', ...JSON.parse(event.data) }))
    opened.addEventListener('replaced', () => end('replaced'))
    opened.addEventListener('signed-out', () => end('signed-out'))
  }
  /** The browser knows at once; the stream itself would not for a long time. */
  function cut() {
    tell({ kind: 'link', link: 'lost' })
  }
  function wake() {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now()
    } else if (Date.now() - hiddenAt > SLEPT_MS) {
      open()
    }
  }
  window.addEventListener('online', open)
  window.addEventListener('offline', cut)
  document.addEventListener('visibilitychange', wake)
  open()
  return stop
}

/** JSON Merge Patch (RFC 7386). */
export function merge<T>(target: T, patch: object): T {
  const merged: Record<string, unknown> = { ...(target as Record<string, unknown>) }
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[name]
    } else if (isObject(value)) {
      merged[name] = merge(isObject(merged[name]) ? merged[name] : {}, value)
    } else {
      merged[name] = value
    }
  }
  return merged as T
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
