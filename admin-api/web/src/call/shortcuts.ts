// One key for each thing that can be pressed now. Never while somebody types or a sheet is open, and they can be switched
// off (WCAG 2.2, 2.1.4).
import { useCallback, useEffect, useState } from 'react'
import type { Press, Snapshot } from './snapshot'

export interface Shortcuts {
  on: boolean
  turn: (on: boolean) => void
}

const NAME = 'hustings.keys'

export function useShortcuts(snapshot: Snapshot, press: (what: Press) => void, onMute?: () => void): Shortcuts {
  const [on, setOn] = useState(() => localStorage.getItem(NAME) !== 'off')
  const turn = useCallback((wanted: boolean) => {
    localStorage.setItem(NAME, wanted ? 'on' : 'off')
    setOn(wanted)
  }, [])
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && isTyping(event) && document.querySelector('dialog[open]') === null) {
        // Back to where single keys count.
        ;(event.target as HTMLElement).blur()
        return
      }
      if (on && onMute !== undefined && event.key.toLowerCase() === 'm' && isFree(event)) {
        onMute()
        return
      }
      const what = on && !snapshot.busy && isFree(event) ? meant(event, snapshot) : null
      if (what !== null) {
        event.preventDefault()
        press(what)
      }
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [on, snapshot, press, onMute])
  return { on, turn }
}

/** What a key means on this screen. */
export function meant(event: Pick<KeyboardEvent, 'key'>, snapshot: Snapshot): Press | null {
  if (event.key === ' ') {
    return snapshot.primary?.press ?? null
  }
  if (event.key === '?') {
    return { kind: 'open', sheet: 'shortcuts' }
  }
  const key = event.key.toLowerCase()
  const button = [...snapshot.buttons, ...snapshot.footer].find(one => one.key === key)
  if (button !== undefined) {
    return button.press
  }
  const outcome = snapshot.outcomes.flatMap(group => group.buttons).find(one => one.key === key)
  return outcome === undefined ? null : { kind: 'say', code: outcome.code }
}

function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
    return false
  }
  if (document.querySelector('dialog[open]') !== null) {
    return false
  }
  if (isTyping(event)) {
    return false
  }
  // The space bar presses what has the focus, if that can be pressed.
  return event.key !== ' ' || !(event.target instanceof Element && event.target.closest('button, a, input, summary'))
}

function isTyping(event: KeyboardEvent): boolean {
  const fields = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]'
  return event.target instanceof Element && event.target.closest(fields) !== null
}
