// The voice over Twilio's own client, with a token that the server made. The one file that knows of it, loaded only where
// the server asks for it.
import { Call, Device } from '@twilio/voice-sdk'
import type { components } from '../wire/contract'
import type { Client, ClientCall } from './client'
import { grade } from './model'

type VoiceToken = components['schemas']['VoiceToken']

export function begin(call: ClientCall): Client {
  return new TokenLine(call)
}

class TokenLine implements Client {
  private readonly call: ClientCall
  private readonly given: VoiceToken
  private readonly device: Device
  private connection: Call | null = null
  private stream: MediaStream
  private closed = false

  constructor(call: ClientCall) {
    this.call = call
    this.stream = call.stream
    this.given = read(call.answer)
    this.device = new Device(this.given.token, {
      codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
      // It ends the tracks that it gets when its call is over; the microphone stays ours for the next line.
      getUserMedia: () => Promise.resolve(this.stream.clone()),
      ...(this.given.edge === undefined ? {} : { edge: this.given.edge }),
    })
    // Without a listener its emitter would throw. What it says of itself is told again of the call, or by silence.
    this.device.on('error', () => {})
    this.device.audio?.incoming(false)
    this.device.audio?.outgoing(false)
    this.device.audio?.disconnect(false)
  }

  async open(): Promise<void> {
    const connection = await this.device.connect({ params: { leg: this.given.leg } })
    if (this.closed) {
      connection.disconnect()
      return
    }
    this.connection = connection
    this.mute(this.stream.getAudioTracks().every(track => !track.enabled))
    connection.on('audio', (element: HTMLAudioElement) => this.hear(element))
    connection.on('accept', () => this.heard())
    connection.on('reconnecting', () => this.tell({ kind: 'silent' }))
    connection.on('reconnected', () => this.heard())
    connection.on('sample', ({ jitter, rtt, packetsLostFraction }: { jitter: number; rtt: number; packetsLostFraction: number }) =>
      this.tell({ kind: 'quality', quality: grade({ lost: packetsLostFraction / 100, jitterMs: jitter, roundTripMs: rtt }) }),
    )
    for (const end of ['disconnect', 'cancel', 'reject', 'error']) {
      connection.on(end, () => this.over())
    }
  }

  /** It finds back by itself, if its token is still good: it was given for minutes, and a session lasts hours. */
  async restart(): Promise<void> {
    const answer = await this.call.renew()
    if (this.closed) {
      return
    }
    if (answer === null) {
      this.tell({ kind: 'over' })
    } else {
      this.device.updateToken(read(answer).token)
    }
  }

  async replace(stream: MediaStream): Promise<void> {
    this.stream = stream
    await this.device.audio?.setInputDevice(stream.getAudioTracks()[0]?.getSettings().deviceId ?? 'default')
  }

  mute(quiet: boolean): void {
    this.connection?.mute(quiet)
  }

  close(): void {
    if (!this.closed) {
      this.closed = true
      this.device.destroy()
    }
  }

  /** Played by our own element, so that volume and loudspeaker are those that the volunteer chose. */
  private hear(element: HTMLAudioElement): void {
    element.muted = true
    this.listen()
  }

  private heard(): void {
    this.listen()
    this.tell({ kind: 'heard' })
  }

  private listen(): void {
    const remote = this.connection?.getRemoteStream()
    if (!this.closed && remote !== undefined && this.call.sound.srcObject !== remote) {
      this.call.sound.srcObject = remote
      void this.call.sound.play().catch(() => {})
    }
  }

  /** An error ends the call, too, unless it is being mended: then `reconnecting` was told. */
  private over(): void {
    if (this.connection?.status() === Call.State.Closed) {
      this.tell({ kind: 'over' })
    }
  }

  private tell(event: Parameters<ClientCall['tell']>[0]): void {
    if (!this.closed) {
      this.call.tell(event)
    }
  }
}

function read(answer: string): VoiceToken {
  return JSON.parse(answer) as VoiceToken
}
