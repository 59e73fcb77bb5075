// Drives the voice of this device: microphone, loudspeaker and one RTCPeerConnection, signalled by plain HTTP in the
// manner of RFC 9725.
import { ask } from '../wire/http'
import type { IceServer } from '../wire/types'
import { hear, type Voice, type VoiceEffect, type VoiceEvent, type Why } from './model'
import { fragmentOf, restarted } from './sdp'
import { Listening } from './statistics'

const GATHER_MS = 1_500
const HEARD_WITHIN_MS = 8_000
const PAUSE_MS = 2_000
/** A network that only hiccups comes back by itself. */
const SILENT_AFTER_MS = 2_500
/** What another window needs at most to take over. */
const YIELD_MS = 10_000

export interface Devices {
  microphone: string
  speaker: string
}

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

/** One connection. After `close` it says nothing more. */
class Line {
  private readonly peer = new RTCPeerConnection()
  private readonly tell: (event: VoiceEvent) => void
  private readonly listening: Listening
  private location: string | null = null
  private answer = ''
  private silence: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(stream: MediaStream, sound: HTMLAudioElement, tell: (event: VoiceEvent) => void) {
    this.tell = tell
    this.listening = new Listening(this.peer, quality => tell({ kind: 'quality', quality }))
    for (const track of stream.getAudioTracks()) {
      this.peer.addTrack(track, stream)
    }
    this.peer.getTransceivers().forEach(preferTelephony)
    this.peer.ontrack = event => {
      sound.srcObject = event.streams[0] ?? new MediaStream([event.track])
      void sound.play().catch(() => {})
    }
    this.peer.onconnectionstatechange = () => this.stateChanged()
  }

  is(leg: string): boolean {
    return this.location?.endsWith('/' + leg) === true
  }

  async open(): Promise<void> {
    const servers = await ask<IceServer[]>('session/browser/ice-servers')
    if (this.closed) {
      return
    }
    if (servers.ok) {
      this.peer.setConfiguration({ iceServers: servers.body.map(({ urls, username, credential }) => ({ urls, ...(username && { username }), ...(credential && { credential }) })) })
    }
    await this.peer.setLocalDescription()
    await this.gathered()
    const posted = await ask<string>('session/browser', { body: this.peer.localDescription?.sdp ?? '', type: 'application/sdp' })
    if (!posted.ok) {
      this.tell({ kind: 'not-answered', trouble: posted.trouble })
      return
    }
    this.location = posted.response.headers.get('Location')
    this.answer = posted.body
    if (this.closed) {
      this.hangUp()
      return
    }
    await this.peer.setRemoteDescription({ type: 'answer', sdp: posted.body })
    this.tell({ kind: 'answered' })
  }

  /** New credentials over the connection that is there; if the server has forgotten it, it is over. */
  async restart(): Promise<void> {
    this.peer.restartIce()
    await this.peer.setLocalDescription()
    await this.gathered()
    const fragment = fragmentOf(this.peer.localDescription?.sdp ?? '')
    const patched = await ask<string>(this.path(), {
      method: 'PATCH',
      body: fragment,
      type: 'application/trickle-ice-sdpfrag',
      headers: { 'If-Match': '*' },
    })
    if (this.closed) {
      return
    }
    if (!patched.ok) {
      this.tell({ kind: 'over' })
      return
    }
    this.answer = restarted(this.answer, patched.body)
    await this.peer.setRemoteDescription({ type: 'answer', sdp: this.answer })
  }

  async replace(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks()
    await Promise.all(this.peer.getSenders().map(sender => sender.replaceTrack(track ?? null)))
  }

  close(): void {
    if (!this.closed) {
      this.closed = true
      clearTimeout(this.silence)
      this.listening.stop()
      this.peer.close()
      this.hangUp()
    }
  }

  /** Not when the page is reloaded: then the next connection takes this one's place, and the call goes on. */
  private hangUp(): void {
    if (this.location !== null) {
      void fetch(this.location, { method: 'DELETE', headers: { 'Hustings-Request': '1' } }).catch(() => {})
      this.location = null
    }
  }

  private path(): string {
    return (this.location ?? '').replace(/^.*\/api\/v1\//, '')
  }

  private stateChanged(): void {
    clearTimeout(this.silence)
    switch (this.peer.connectionState) {
      case 'connected':
        this.listening.start()
        this.tell({ kind: 'heard' })
        break
      case 'disconnected':
        this.silence = setTimeout(() => this.tell({ kind: 'silent' }), SILENT_AFTER_MS)
        break
      case 'failed':
        this.tell({ kind: 'silent' })
        break
      case 'new':
      case 'connecting':
      case 'closed':
    }
  }

  private gathered(): Promise<void> {
    return new Promise(done => {
      if (this.peer.iceGatheringState === 'complete') {
        done()
        return
      }
      const enough = setTimeout(done, GATHER_MS)
      this.peer.onicegatheringstatechange = () => {
        if (this.peer.iceGatheringState === 'complete') {
          clearTimeout(enough)
          done()
        }
      }
    })
  }
}

/** G.711 from end to end, and keys as events: what telephones speak. */
function preferTelephony(transceiver: RTCRtpTransceiver): void {
  const wanted = ['audio/pcmu', 'audio/pcma', 'audio/telephone-event']
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs.filter(codec => wanted.includes(codec.mimeType.toLowerCase())) ?? []
  if (codecs.length > 0 && 'setCodecPreferences' in transceiver) {
    transceiver.setCodecPreferences(codecs)
  }
}

/** @throws DOMException why there is none */
export function microphone(device: string): Promise<MediaStream> {
  if (!window.isSecureContext) {
    return Promise.reject(new DOMException('not a secure page', 'SecurityError'))
  }
  if (navigator.mediaDevices === undefined || typeof RTCPeerConnection === 'undefined') {
    return Promise.reject(new DOMException('no WebRTC', 'NotSupportedError'))
  }
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(device !== '' && { deviceId: { exact: device } }) },
  })
}

export function whyNot(failure: unknown): Why {
  switch (failure instanceof DOMException ? failure.name : '') {
    case 'NotAllowedError':
      return 'permission'
    case 'SecurityError':
      return 'insecure'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use'
    default:
      return 'unsupported'
  }
}
