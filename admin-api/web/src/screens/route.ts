// Where one is, in the fragment of the address: `#/projects`. A fragment never reaches a server or its log, which is why
// an invitation's token stands there too.
import { useSyncExternalStore } from 'react'

export type Route =
  | { at: 'projects' }
  | { at: 'connect'; project: number | null }
  /** In mid-session: go on with another device, at the same voter. */
  | { at: 'switch' }
  | { at: 'call' }
  | { at: 'join'; token: string }

export function parse(fragment: string): Route {
  const [, place, rest] = fragment.split('/')
  switch (place) {
    case 'connect':
      return { at: 'connect', project: Number(rest) > 0 ? Number(rest) : null }
    case 'switch':
      return { at: 'switch' }
    case 'call':
      return { at: 'call' }
    case 'join':
      return { at: 'join', token: rest ?? '' }
    default:
      return { at: 'projects' }
  }
}

export function address(route: Route): string {
  switch (route.at) {
    case 'projects':
      return '#/projects'
    case 'connect':
      return '#/connect' + (route.project === null ? '' : '/' + route.project)
    case 'switch':
      return '#/switch'
    case 'call':
      return '#/call'
    case 'join':
      return '#/join/' + route.token
  }
}

export function go(route: Route): void {
  window.location.hash = address(route)
}

export function useRoute(): Route {
  return parse(useSyncExternalStore(listen, () => window.location.hash))
}

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
