// One RTCPeerConnection, signalled by plain HTTP in the manner of RFC 9725.
import { ask } from '../wire/http'
import type { IceServer } from '../wire/types'
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
