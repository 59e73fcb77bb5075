import type { Icon } from './snapshot'

const PATHS: Record<Icon, string> = {
  report: 'M11 3h2v11h-2zM11 17h2v3h-2z',
  call: 'M6.6 3l3 5-2.2 2.2a12 12 0 0 0 6.4 6.4L16 14.4l5 3-1.4 3.6C11 22 2 13 3 4.4z',
  'hang-up': 'M2 15c4-7 16-7 20 0l-2.6 2.8-4.4-2V13c-2-.7-4-.7-6 0v2.8l-4.4 2z',
  voicemail: 'M6.5 7a4.5 4.5 0 0 1 3.7 7h3.6a4.5 4.5 0 1 1 3.7 2h-11a4.5 4.5 0 0 1 0-9zm0 2a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zm11 0a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  skip: 'M5 5l8 7-8 7zm9 0h4v14h-4z',
  pause: 'M6 4h4v16H6zm8 0h4v16h-4z',
  play: 'M6 4l14 8-14 8z',
  next: 'M4 11h10l-4-4 2-2 7 7-7 7-2-2 4-4H4z',
  check: 'M4 12l2-2 4 4 8-9 2 2-10 11z',
  keypad: 'M5 4h3v3H5zm5.5 0h3v3h-3zM16 4h3v3h-3zM5 9.5h3v3H5zm5.5 0h3v3h-3zm5.5 0h3v3h-3zM5 15h3v3H5zm5.5 0h3v3h-3zm5.5 0h3v3h-3z',
  finish: 'M5 3h2v18H5zm3 1h11l-3 4 3 4H8z',
  leave: 'M4 4h9v2H6v12h7v2H4zm11 4l5 4-5 4v-3H9v-2h6z',
  project: 'M3 5h7l2 2h9v12H3z',
  list: 'M4 5h3v3H4zm5 0h11v3H9zM4 10.5h3v3H4zm5 0h11v3H9zM4 16h3v3H4zm5 0h11v3H9z',
}

export function ButtonIcon({ icon }: { icon: Icon }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={PATHS[icon]} />
    </svg>
  )
}
