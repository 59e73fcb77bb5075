// Drives the voice of this device: microphone, loudspeaker, and one line after another.
import { Line } from './line'
import { microphone, whyNot, type Devices } from './microphone'
import { hear, type Voice, type VoiceEffect, type VoiceEvent } from './model'

const HEARD_WITHIN_MS = 8_000
const PAUSE_MS = 2_000
/** What another window needs at most to take over. */
const YIELD_MS = 10_000

export class VoiceDriver {
  private now: Voice = { at: 'off' }
  private readonly listeners = new Set<() => void>()
  private stream: MediaStream | null = null
  private line: Line | null = null
  /** Kept until the next one is heard, so that the server sees a line replaced and not a volunteer gone. */
  private former: Line | null = null
  private readonly sound = new Audio()
  private timer: ReturnType<typeof setTimeout> | undefined
  private devices: Devices = { microphone: '', speaker: '' }
  private quiet = false
  private hasTheLine = false

  constructor() {
    this.sound.autoplay = true
    window.addEventListener('online', () => this.tell({ kind: 'network' }))
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.devicesChanged())
  }

  readonly voice = (): Voice => this.now
  readonly isMuted = (): boolean => this.quiet

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Connects with a microphone that was tested before, or asks for one. */
  connect(devices: Devices, tested: MediaStream | null): void {
    this.devices = devices
    if (tested !== null) {
      this.stream = tested
    }
    this.tell({ kind: 'want' })
  }

  stop(): void {
    this.tell({ kind: 'stop' })
  }

  /** Which leg the session has. Once it was ours and is no more, a phone or another device has taken over. */
  legIs(leg: string): void {
    const ours = this.line?.is(leg) === true
    if (this.hasTheLine && !ours) {
      this.tell({ kind: 'other-leg' })
    }
    this.hasTheLine = ours
  }

  /** Another window of the same volunteer has the say from now on. */
  yieldTo(): void {
    this.hasTheLine = false
    this.tell({ kind: 'other-window' })
  }

  mute(quiet: boolean): void {
    this.quiet = quiet
    this.stream?.getAudioTracks().forEach(track => (track.enabled = !quiet))
    this.line?.mute(quiet)
    this.changed()
  }

  volume(share: number): void {
    this.sound.volume = share
  }

  private readonly tell = (event: VoiceEvent): void => {
    const { voice, effects } = hear(this.now, event)
    if (event.kind === 'heard') {
      clearTimeout(this.timer)
      this.dropFormer()
    }
    if (voice !== this.now) {
      this.now = voice
      this.changed()
    }
    effects.forEach(effect => void this.perform(effect))
  }

  private changed(): void {
    this.listeners.forEach(listener => listener())
  }

  private async perform(effect: VoiceEffect): Promise<void> {
    clearTimeout(this.timer)
    switch (effect) {
      case 'ask':
        return this.askForMicrophone()
      case 'connect':
        return this.newLine()
      case 'restart':
        this.timer = setTimeout(() => this.tell({ kind: 'late' }), HEARD_WITHIN_MS)
        return this.line?.restart()
      case 'wait':
        this.timer = setTimeout(() => this.tell({ kind: 'waited' }), PAUSE_MS)
        return
      case 'yield':
        this.beSilent()
        this.timer = setTimeout(() => this.close(), YIELD_MS)
        return
      case 'close':
        return this.close()
    }
  }

  private async askForMicrophone(): Promise<void> {
    try {
      this.stream ??= await microphone(this.devices.microphone)
      this.tell({ kind: 'microphone' })
    } catch (failure) {
      this.tell({ kind: 'no-microphone', why: whyNot(failure) })
    }
  }

  private async newLine(): Promise<void> {
    if (this.stream === null) {
      return
    }
    this.dropFormer()
    this.former = this.line
    const line = new Line(this.stream, this.sound, event => {
      if (this.line === line) {
        this.tell(event)
      }
    })
    this.line = line
    this.hasTheLine = false
    this.timer = setTimeout(() => this.tell({ kind: 'late' }), HEARD_WITHIN_MS)
    await this.useSpeaker()
    await line.open()
  }

  private async useSpeaker(): Promise<void> {
    if (this.devices.speaker !== '' && 'setSinkId' in this.sound) {
      await this.sound.setSinkId(this.devices.speaker).catch(() => {})
    }
  }

  /** A headset that is plugged in is taken; one that is pulled out gives way to what is there. */
  private async devicesChanged(): Promise<void> {
    const old = this.stream
    if (old === null || this.line === null || (this.devices.microphone !== '' && old.getAudioTracks()[0]?.readyState === 'live')) {
      return
    }
    try {
      const fresh = await microphone('')
      this.stream = fresh
      await this.line.replace(fresh)
      old.getTracks().forEach(track => track.stop())
      this.mute(this.quiet)
    } catch {
      // The old one stays, for what it is worth.
    }
  }

  private dropFormer(): void {
    this.former?.close()
    this.former = null
  }

  private beSilent(): void {
    this.line?.mute(true)
    this.stream?.getTracks().forEach(track => track.stop())
    this.stream = null
    this.sound.srcObject = null
  }

  private close(): void {
    this.dropFormer()
    this.line?.close()
    this.line = null
    this.beSilent()
  }
}
