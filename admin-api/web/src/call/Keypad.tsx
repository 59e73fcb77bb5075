import { useEffect, useState } from 'react'
import { useWords } from '../words'
import type { Press } from './snapshot'

/** Keys for the other side's menu, by finger or by keyboard. */
export function Keypad({ press }: { press: (what: Press) => void }) {
  const words = useWords()
  const [typed, setTyped] = useState('')
  const send = (digits: string) => {
    setTyped((typed + digits).slice(-16))
    press({ kind: 'command', command: { kind: 'SEND_DIGITS', digits } })
  }
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (/^[0-9*#]$/.test(event.key)) {
        send(event.key)
      }
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
  return (
    <>
      <p className="quiet">{words.keypad.lead}</p>
      <output className="typed digits">{typed === '' ? ' ' : typed}</output>
      <div className="keys">
        {[...'123456789*0#'].map(key => (
          <button key={key} type="button" className="second" onClick={() => send(key)}>
            {key}
          </button>
        ))}
      </div>
    </>
  )
}
