// How the line is doing, from the browser's own statistics (W3C webrtc-stats).
import { grade, type Quality } from './model'

const LOOK_EVERY_MS = 2_000

interface Counted {
  received: number
  lost: number
}

export class Listening {
  private readonly peer: RTCPeerConnection
  private readonly tell: (quality: Quality) => void
  private before: Counted | null = null
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(peer: RTCPeerConnection, tell: (quality: Quality) => void) {
    this.peer = peer
    this.tell = tell
  }

  start(): void {
    this.stop()
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS)
  }

  stop(): void {
    clearInterval(this.timer)
    this.before = null
  }

  private async look(): Promise<void> {
    const report = await this.peer.getStats()
    let now: Counted = { received: 0, lost: 0 }
    let jitter = 0
    let theirLoss = 0
    let roundTrip: number | null = null
    report.forEach(entry => {
      if (entry.type === 'inbound-rtp') {
        now = { received: entry.packetsReceived ?? 0, lost: Math.max(0, entry.packetsLost ?? 0) }
        jitter = Math.max(jitter, entry.jitter ?? 0)
      } else if (entry.type === 'remote-inbound-rtp') {
        theirLoss = Math.max(theirLoss, entry.fractionLost ?? 0)
        roundTrip = entry.roundTripTime === undefined ? roundTrip : entry.roundTripTime * 1000
      }
    })
    const before = this.before
    this.before = now
    if (before !== null) {
      const lost = now.lost - before.lost
      const all = lost + now.received - before.received
      this.tell(grade({ lost: Math.max(theirLoss, all > 0 ? lost / all : 0), jitterMs: jitter * 1000, roundTripMs: roundTrip }))
    }
  }
}
