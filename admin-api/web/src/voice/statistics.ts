// How the line is doing, from the browser's own statistics (W3C webrtc-stats).
import { grade, isDead, type Quality, type Traffic } from './model'

const LOOK_EVERY_MS = 1_000
/** In one second a single lost packet would be two per cent. */
const LOOKS_TO_GRADE = 2

interface Counted extends Traffic {
  lost: number
}

interface Seen extends Counted {
  jitterMs: number
  /** Of what we sent. */
  lostThere: number
  roundTripMs: number | null
}

export class Listening {
  private readonly peer: RTCPeerConnection
  private readonly tell: (quality: Quality) => void
  private before: Counted | null = null
  private graded: Counted | null = null
  private looks = 0
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
    this.graded = null
    this.looks = 0
  }

  private async look(): Promise<void> {
    const now = read(await this.peer.getStats())
    const { before, graded } = this
    this.before = now
    if (before === null) {
      this.graded = now
      return
    }
    if (isDead({ heard: now.heard - before.heard, asked: now.asked - before.asked, answered: now.answered - before.answered })) {
      this.tell('lost')
      this.graded = now
      this.looks = 0
    } else if (++this.looks % LOOKS_TO_GRADE === 0 && graded !== null) {
      this.graded = now
      const lost = now.lost - graded.lost
      const all = lost + now.heard - graded.heard
      this.tell(grade({ lost: Math.max(now.lostThere, all > 0 ? lost / all : 0), jitterMs: now.jitterMs, roundTripMs: now.roundTripMs }))
    }
  }
}

function read(report: RTCStatsReport): Seen {
  const seen: Seen = { heard: 0, lost: 0, asked: 0, answered: 0, jitterMs: 0, lostThere: 0, roundTripMs: null }
  report.forEach(entry => {
    if (entry.type === 'inbound-rtp') {
      seen.heard = entry.packetsReceived ?? 0
      seen.lost = Math.max(0, entry.packetsLost ?? 0)
      seen.jitterMs = Math.max(seen.jitterMs, (entry.jitter ?? 0) * 1000)
    } else if (entry.type === 'remote-inbound-rtp') {
      seen.lostThere = Math.max(seen.lostThere, entry.fractionLost ?? 0)
      seen.roundTripMs = entry.roundTripTime === undefined ? seen.roundTripMs : entry.roundTripTime * 1000
    } else if (entry.type === 'candidate-pair') {
      seen.asked += entry.requestsSent ?? 0
      seen.answered += entry.responsesReceived ?? 0
    }
  })
  return seen
}
