// Codes that only say that this page and the server do not understand each other: a page that is older than the server, or
// something between them that changes what is sent. To a volunteer they are one.
import type { Code } from '../wire/types'

const MISUNDERSTOOD = [
  'body-missing',
  'cross-site',
  'foreign-account',
  'headers-too-large',
  'idempotency-key-required',
  'idempotency-key-reused',
  'if-match-missing',
  'if-match-required',
  'invalid-parameter',
  'malformed-json',
  'malformed-request',
  'no-body-taken',
  'unknown-path',
  'unsupported-content-type',
  'uri-too-long',
  'wrong-method',
] as const satisfies Code[]

export function misunderstandings(sentence: string): Record<(typeof MISUNDERSTOOD)[number], string> {
  return Object.fromEntries(MISUNDERSTOOD.map(code => [code, sentence])) as Record<(typeof MISUNDERSTOOD)[number], string>
}
