import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Link } from '../wire/feed'
import type { Session } from '../wire/types'
import { VoiceDriver } from '../voice/driver'
import type { Devices } from '../voice/microphone'
import type { Voice } from '../voice/model'
import { rememberedVoice, rememberVoice } from '../voice/remembered'

export interface OwnVoice {
  voice: Voice
  muted: boolean
  connect: (devices: Devices, stream: MediaStream | null) => void
  mute: (muted: boolean) => void
  volume: (share: number) => void
}

/** The devices that the browser would choose itself. */
const USUAL: Devices = { microphone: '', speaker: '' }

/**
 * The voice of this device, tied to the session: it comes back after a reload, ends with the session, and is with the
 * window that has the say.
 */
export function useVoice(session: Session | null | undefined, link: Link): OwnVoice {
  const [driver] = useState(() => new VoiceDriver())
  const voice = useSyncExternalStore(driver.subscribe, driver.voice)
  const muted = useSyncExternalStore(driver.subscribe, driver.isMuted)
  const before = useRef<string | null>(null)
  const yielded = useRef(false)

  useEffect(() => {
    const now = session && session.state !== 'GONE' ? session.session : null
    if (before.current !== null && now === null) {
      rememberVoice(null)
      driver.stop()
    }
    before.current = now
  }, [session, driver])

  useEffect(() => {
    if (link === 'replaced') {
      yielded.current = true
      driver.yieldTo()
    } else if (link === 'live' && session?.mode === 'BROWSER' && session.state !== 'GONE' && (voice.at === 'off' || (voice.at === 'replaced' && yielded.current))) {
      yielded.current = false
      driver.connect(rememberedVoice() ?? USUAL, null)
    }
  }, [link, session?.mode, session?.state, voice.at, driver])

  useEffect(() => {
    if (session?.leg !== undefined) {
      driver.legIs(session.leg)
    }
  }, [session?.leg, driver])

  useEffect(() => {
    if (voice.at === 'replaced' && !yielded.current) {
      rememberVoice(null)
    }
  }, [voice.at])

  useEffect(() => () => driver.stop(), [driver])

  return {
    voice,
    muted,
    connect: (devices, stream) => {
      rememberVoice(devices)
      driver.connect(devices, stream)
    },
    mute: quiet => driver.mute(quiet),
    volume: share => driver.volume(share),
  }
}
