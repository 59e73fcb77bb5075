// One RTCPeerConnection, signalled by plain HTTP in the manner of RFC 9725; or a provider's own client, where the server's
// answer is for one.
import { ask, OFFLINE } from '../wire/http'
import type { IceServer } from '../wire/types'
import { clientFor, type Client, type Load } from './client'
import type { VoiceEvent } from './model'
import { fragmentOf, restarted } from './sdp'
import { Listening } from './statistics'

const GATHER_MS = 1_500
/** A network that only hiccups comes back by itself. */
const SILENT_AFTER_MS = 2_500

/** One connection. After `close` it says nothing more. */
export class Line {
  private readonly peer = new RTCPeerConnection()
  private readonly tell: (event: VoiceEvent) => void
  private readonly listening: Listening
  private readonly stream: MediaStream
  private readonly sound: HTMLAudioElement
  private client: Client | null = null
  private location: string | null = null
  private answer = ''
  private silence: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(stream: MediaStream, sound: HTMLAudioElement, tell: (event: VoiceEvent) => void) {
    this.tell = tell
    this.stream = stream
    this.sound = sound
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
    const posted = await ask<unknown>('session/browser', { body: this.peer.localDescription?.sdp ?? '', type: 'application/sdp' })
    if (!posted.ok) {
      this.tell({ kind: 'not-answered', trouble: posted.trouble })
      return
    }
    this.location = posted.response.headers.get('Location')
    this.answer = textOf(posted.body)
    if (this.closed) {
      this.hangUp()
      return
    }
    const load = clientFor(posted.response.headers.get('Content-Type') ?? '')
    if (load !== null) {
      await this.handOver(load)
      return
    }
    await this.peer.setRemoteDescription({ type: 'answer', sdp: this.answer })
    this.tell({ kind: 'answered' })
  }

  private async handOver(load: Load): Promise<void> {
    this.peer.close()
    try {
      const { begin } = await load()
      if (this.closed) {
        return
      }
      this.client = begin({ answer: this.answer, stream: this.stream, sound: this.sound, renew: () => this.renew(), tell: this.tell })
      await this.client.open()
      this.tell({ kind: 'answered' })
    } catch {
      // It could not be loaded, or not reach its provider.
      if (!this.closed) {
        this.tell({ kind: 'not-answered', trouble: { code: OFFLINE, fields: {} } })
      }
    }
  }

  private async renew(): Promise<string | null> {
    const patched = await this.patch('a=end-of-candidates\r\n')
    return patched.ok ? textOf(patched.body) : null
  }

  private patch(fragment: string) {
    return ask<unknown>(this.path(), {
      method: 'PATCH',
      body: fragment,
      type: 'application/trickle-ice-sdpfrag',
      headers: { 'If-Match': '*' },
    })
  }

  /** New credentials over the connection that is there; if the server has forgotten it, it is over. */
  async restart(): Promise<void> {
    if (this.client !== null) {
      return this.client.restart()
    }
    this.peer.restartIce()
    await this.peer.setLocalDescription()
    await this.gathered()
    const fragment = fragmentOf(this.peer.localDescription?.sdp ?? '')
    const patched = await this.patch(fragment)
    if (this.closed) {
      return
    }
    if (!patched.ok) {
      this.tell({ kind: 'over' })
      return
    }
    this.answer = restarted(this.answer, textOf(patched.body))
    await this.peer.setRemoteDescription({ type: 'answer', sdp: this.answer })
  }

  async replace(stream: MediaStream): Promise<void> {
    if (this.client !== null) {
      return this.client.replace(stream)
    }
    const [track] = stream.getAudioTracks()
    await Promise.all(this.peer.getSenders().map(sender => sender.replaceTrack(track ?? null)))
  }

  /** Where the tracks of the microphone are not sent as they are. */
  mute(quiet: boolean): void {
    this.client?.mute(quiet)
  }

  close(): void {
    if (!this.closed) {
      this.closed = true
      this.client?.close()
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

/** An answer in JSON is read on its way; whoever it is for wants it as it came. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** G.711 from end to end, and keys as events: what telephones speak. */
function preferTelephony(transceiver: RTCRtpTransceiver): void {
  const wanted = ['audio/pcmu', 'audio/pcma', 'audio/telephone-event']
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs.filter(codec => wanted.includes(codec.mimeType.toLowerCase())) ?? []
  if (codecs.length > 0 && 'setCodecPreferences' in transceiver) {
    transceiver.setCodecPreferences(codecs)
  }
}
