import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Session } from '../wire/types'
import { VoiceDriver, type Devices } from '../voice/driver'
import type { Voice } from '../voice/model'
import { rememberedVoice, rememberVoice } from '../voice/remembered'

export interface OwnVoice {
  voice: Voice
  muted: boolean
  connect: (devices: Devices, stream: MediaStream | null) => void
  mute: (muted: boolean) => void
  volume: (share: number) => void
}

/** The voice of this device, tied to the session: it comes back after a reload, and ends with the session. */
export function useVoice(session: Session | null | undefined): OwnVoice {
  const [driver] = useState(() => new VoiceDriver())
  const voice = useSyncExternalStore(driver.subscribe, driver.voice)
  const muted = useSyncExternalStore(driver.subscribe, driver.isMuted)
  const before = useRef<string | null>(null)

  useEffect(() => {
    const now = session && session.state !== 'GONE' ? session.session : null
    if (before.current !== null && now === null) {
      rememberVoice(null)
      driver.stop()
    }
    before.current = now
  }, [session, driver])

  useEffect(() => {
    const devices = rememberedVoice()
    if (session?.mode === 'BROWSER' && session.state !== 'GONE' && devices !== null && voice.at === 'off') {
      driver.connect(devices, null)
    }
  }, [session?.mode, session?.state, voice.at, driver])

  useEffect(() => {
    if (session?.leg !== undefined) {
      driver.legIs(session.leg)
    }
  }, [session?.leg, driver])

  useEffect(() => {
    if (voice.at === 'replaced') {
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
