// Twilio as a browser meets it, at the edge of the network: nothing of the page's own code is replaced.
//
// The signalling WebSocket is answered here, by the messages of Twilio's client; what they lead to (a call in the books,
// webhooks to the server under test) is done by the fake of Twilio at `fake`. The voice is answered by a page of its own,
// which sends a tone.
const GATEWAY = `
  window.answer = async offer => {
    const peer = new RTCPeerConnection()
    const context = new AudioContext()
    const tone = context.createOscillator()
    const out = context.createMediaStreamDestination()
    tone.connect(out)
    tone.start()
    out.stream.getAudioTracks().forEach(track => peer.addTrack(track, out.stream))
    await peer.setRemoteDescription({ type: 'offer', sdp: offer })
    await peer.setLocalDescription()
    while (peer.iceGatheringState !== 'complete') {
      await new Promise(gathered => (peer.onicegatheringstatechange = gathered))
    }
    return peer.localDescription.sdp
  }`
const LOOK_EVERY_MS = 200
const SILENCE = wav(new Uint8Array(800))

export async function twilio(browser, context, fake) {
  const gateway = await (await browser.newContext()).newPage()
  await gateway.evaluate(GATEWAY)
  // Its sounds and its statistics.
  await context.route('https://*.twilio.com/**', route =>
    route.fulfill({ status: 200, contentType: 'audio/wav', headers: { 'Access-Control-Allow-Origin': '*' }, body: SILENCE }),
  )
  await context.routeWebSocket(/^wss:\/\/[a-z0-9.-]+\.twilio\.com\/signal/, socket => new Signalling(socket, gateway, fake))
}

class Signalling {
  #socket
  #gateway
  #fake
  #token = ''
  #sids = new Map()

  constructor(socket, gateway, fake) {
    this.#socket = socket
    this.#gateway = gateway
    this.#fake = fake
    socket.onMessage(text => void this.#on(text))
  }

  async #on(text) {
    // A lone line feed says that it is still there.
    if (text.trim() === '') {
      this.#socket.send(text)
      return
    }
    const { type, payload } = JSON.parse(text)
    switch (type) {
      case 'listen':
        this.#token = payload.token
        this.#send('connected', { edge: 'ashburn', region: 'us1', home: 'us1', gateway: 'test', token: { ttl: 300 } })
        break
      case 'invite':
        await this.#invite(payload)
        break
      case 'hangup':
        await this.#ask(`/edge/${this.#sids.get(payload.callsid) ?? payload.callsid}/hangup`, '')
        break
    }
  }

  async #invite({ callsid, sdp, twilio: { params } }) {
    const form = new URLSearchParams({ token: this.#token, params })
    const sid = await this.#ask('/edge/call', form.toString())
    this.#sids.set(callsid, sid)
    const looking = setInterval(async () => {
      const status = await this.#ask(`/edge/${sid}`)
      if (status === 'in-progress' && this.#sids.has(callsid)) {
        this.#sids.delete(callsid)
        this.#send('answer', { callsid: sid, sdp: await this.#gateway.evaluate(offer => window.answer(offer), sdp) })
      } else if (['completed', 'busy', 'no-answer', 'failed', 'canceled'].includes(status)) {
        clearInterval(looking)
        this.#send('hangup', { callsid: sid })
      }
    }, LOOK_EVERY_MS)
  }

  async #ask(path, body) {
    const response = await fetch(this.#fake + path, body === undefined ? {} : { method: 'POST', body })
    return response.text()
  }

  #send(type, payload) {
    this.#socket.send(JSON.stringify({ type, payload, version: '1.6' }))
  }
}

/** Eight thousand samples a second, of eight bits. */
function wav(samples) {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, Buffer.from(samples.fill(128))])
}
