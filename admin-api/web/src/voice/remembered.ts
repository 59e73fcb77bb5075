// Whether this tab carried the voice, and with which devices: after a reload it goes on by itself.
import type { Devices } from './microphone'

const NAME = 'hustings.voice'

export function rememberVoice(devices: Devices | null): void {
  try {
    if (devices === null) {
      sessionStorage.removeItem(NAME)
    } else {
      sessionStorage.setItem(NAME, JSON.stringify(devices))
    }
  } catch {
    // then the volunteer connects again by hand
  }
}

export function rememberedVoice(): Devices | null {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as Devices | null
  } catch {
    return null
  }
}
