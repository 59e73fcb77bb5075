// Requests to the server. Expected failure is a value: an answer is either what was asked for or trouble in plain words.
import type { Problem, Session } from './types'

/** Why something did not happen. `code` is stable; `sentence` is the server's own, absent if it never answered. */
export interface Trouble {
  code: string
  sentence?: string
  /** Instant from which it will make sense. */
  until?: string
  /** JSON pointers of fields, with what is wrong with each. */
  fields: Record<string, string>
  session?: Session
}

export type Answer<T> = { ok: true; body: T; response: Response } | { ok: false; trouble: Trouble }

export const OFFLINE = 'offline'

interface Ask {
  method?: string
  body?: unknown
  /** Once however often it is sent: then a lost reply is asked for again. */
  key?: string
  type?: string
  headers?: Record<string, string>
}

const RETRIES_MS = [400, 1200, 3000]

export async function ask<T>(path: string, what: Ask = {}): Promise<Answer<T>> {
  const method = what.method ?? (what.body === undefined ? 'GET' : 'POST')
  const mayRetry = method === 'GET' || what.key !== undefined
  for (const wait of RETRIES_MS) {
    const answer = await once<T>(path, method, what)
    if (answer.ok || answer.trouble.code !== OFFLINE || !mayRetry) {
      return answer
    }
    await new Promise(resolve => setTimeout(resolve, wait))
  }
  return once<T>(path, method, what)
}

async function once<T>(path: string, method: string, what: Ask): Promise<Answer<T>> {
  const headers: Record<string, string> = { 'Hustings-Request': '1', ...what.headers }
  if (what.key !== undefined) {
    headers['Idempotency-Key'] = what.key
  }
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' }
  if (what.body !== undefined) {
    headers['Content-Type'] = what.type ?? 'application/json'
    init.body = what.type === undefined ? JSON.stringify(what.body) : String(what.body)
  }
  let response: Response
  try {
    response = await fetch('/api/v1/' + path, init)
  } catch {
    return { ok: false, trouble: { code: OFFLINE, fields: {} } }
  }
  return response.ok ? read<T>(response) : { ok: false, trouble: await troubleOf(response) }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const type = response.headers.get('Content-Type') ?? ''
  const body = type.includes('json') ? await response.json() : await response.text()
  return { ok: true, body: body as T, response }
}

async function troubleOf(response: Response): Promise<Trouble> {
  const problem = (await response.json().catch(() => null)) as Problem | null
  if (problem === null || typeof problem.type !== 'string') {
    return { code: response.status >= 500 ? OFFLINE : 'http-' + response.status, fields: {} }
  }
  const fields: Record<string, string> = {}
  for (const error of problem.errors ?? []) {
    fields[error.pointer ?? error.parameter ?? ''] = error.detail
  }
  return {
    code: problem.type.slice(Math.max(problem.type.lastIndexOf('/'), problem.type.lastIndexOf(':')) + 1),
    sentence: problem.detail,
    fields,
    ...(problem.until === undefined ? {} : { until: problem.until }),
    ...(problem.session === undefined ? {} : { session: problem.session }),
  }
}
