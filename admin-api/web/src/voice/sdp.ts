// The little that is done to session descriptions here: fragments for an ICE restart (RFC 8840, RFC 9725 section 4.4).

/** What of a local description the server needs for a restart: the new credentials and the candidates. */
export function fragmentOf(sdp: string): string {
  const lines = sdp.split(/\r?\n/)
  const first = (prefix: string) => lines.find(line => line.startsWith(prefix))
  return [
    first('a=ice-ufrag:'),
    first('a=ice-pwd:'),
    first('m='),
    first('a=mid:'),
    ...lines.filter(line => line.startsWith('a=candidate:')),
    'a=end-of-candidates',
  ]
    .filter(line => line !== undefined)
    .map(line => line + '\r\n')
    .join('')
}

/** The server's first answer, with the credentials and candidates of its fragment. */
export function restarted(answer: string, fragment: string): string {
  const fresh = fragment.split(/\r?\n/)
  const value = (prefix: string) => fresh.find(line => line.startsWith(prefix))
  const candidates = fresh.filter(line => line.startsWith('a=candidate:'))
  const kept = answer
    .split(/\r?\n/)
    .filter(line => candidates.length === 0 || !line.startsWith('a=candidate:'))
    .map(line => {
      const prefix = ['a=ice-ufrag:', 'a=ice-pwd:'].find(one => line.startsWith(one))
      return prefix === undefined ? line : (value(prefix) ?? line)
    })
  while (kept.at(-1) === '') {
    kept.pop()
  }
  return [...kept, ...candidates].map(line => line + '\r\n').join('')
}
