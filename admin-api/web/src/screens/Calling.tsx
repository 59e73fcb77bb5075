// The call screen with its wires: what is pressed becomes an event, and the clock ticks.
import { useEffect, useMemo, useState } from 'react'
import { CallScreen } from '../call/CallScreen'
import type { CallDriver } from '../call/driver'
import { draw } from '../call/draw'
import type { Event, Model } from '../call/model'
import type { Plain, Press } from '../call/snapshot'
import type { Me } from '../wire/types'
import { freshId } from '../wire/id'
import { useWords } from '../words'
import { Waiting } from '../parts/Page'
import { useProjects } from './Projects'
import { go } from './route'
import type { OwnVoice } from './useVoice'
import { VoiceControls } from '../voice/VoiceControls'
import { silenceOf } from '../voice/why'
import { Summary } from './Summary'

interface Props {
  me: Me
  model: Model
  driver: CallDriver
  own: OwnVoice
}

export function Calling({ me, model, driver, own }: Props) {
  const words = useWords()
  const now = useServerTime(model.ahead)
  const { projects } = useProjects()
  const session = model.session
  const snapshot = useMemo(
    () => (session ? draw(model, session, { words, volunteer: me.name, now: Date.now() + model.ahead }) : null),
    [model, session, words, me.name],
  )
  useEffect(() => {
    if (session === null && model.ended === null) {
      go({ at: 'projects' })
    }
  }, [session, model.ended])

  if (session === null || session?.state === 'GONE') {
    const ended = model.ended ?? session
    return ended === null ? <Waiting /> : <Summary ended={ended} />
  }
  if (snapshot === null) {
    return <Waiting />
  }
  const press = (what: Press) => {
    const event = eventOf(what)
    if (event !== null) {
      driver.tell(event)
    } else {
      go({ at: 'switch' })
    }
  }
  const speaks = own.voice.at !== 'off' && own.voice.at !== 'refused' && own.voice.at !== 'replaced'
  return (
    <CallScreen
      snapshot={snapshot}
      now={now}
      press={press}
      tell={driver.tell}
      name={me.name}
      projects={projects ?? []}
      silence={session?.mode === 'BROWSER' ? silenceOf(own.voice, words) : null}
      voice={speaks ? <VoiceControls voice={own.voice} muted={own.muted} onMute={own.mute} onVolume={own.volume} /> : undefined}
      onMute={speaks ? () => own.mute(!own.muted) : undefined}
    />
  )
}

function eventOf(press: Press): Event | null {
  switch (press.kind) {
    case 'command':
      return { kind: 'want', command: withKey(press.command) }
    case 'say':
      return { kind: 'say', code: press.code, key: freshId() }
    case 'open':
      return { kind: 'open', sheet: press.sheet }
    case 'outcomes':
      return { kind: 'open', sheet: 'outcomes' }
    case 'correct':
      return { kind: 'correct', begin: press.begin }
    case 'reconnect':
      return null
  }
}

function withKey(command: Plain) {
  switch (command.kind) {
    case 'CALL':
      return { ...command, key: freshId() }
    case 'DROP_VOICEMAIL':
      return { kind: command.kind, key: freshId() } as const
    case 'NEXT':
    case 'HANG_UP':
    case 'PAUSE':
    case 'RESUME':
    case 'LEAVE':
      return { kind: command.kind }
    case 'SKIP':
    case 'CHOOSE_PROJECT':
    case 'FINISH_AFTER_CALL':
    case 'SEND_DIGITS':
      return command
  }
}

function useServerTime(ahead: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(ticking)
  }, [])
  return now + ahead
}
