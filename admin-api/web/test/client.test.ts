// What a provider's own client tells becomes what the voice's model hears; the client itself is played by a few lines.
import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { clientFor, type Client } from '../src/voice/client'
import type { VoiceEvent } from '../src/voice/model'

const played = vi.hoisted(() => ({ devices: [] as unknown[] }))

class PlayedCall extends EventEmitter {
  quiet: boolean | null = null
  at = 'open'
  mute(quiet: boolean) {
    this.quiet = quiet
  }
  status() {
    return this.at
  }
  getRemoteStream() {
    return undefined
  }
  disconnect() {
    this.at = 'closed'
    this.emit('disconnect')
  }
}

class PlayedDevice extends EventEmitter {
  readonly call = new PlayedCall()
  readonly tokens: string[]
  params: unknown
  constructor(token: string) {
    super()
    this.tokens = [token]
    played.devices.push(this)
  }
  connect({ params }: { params: unknown }) {
    this.params = params
    return Promise.resolve(this.call)
  }
  updateToken(token: string) {
    this.tokens.push(token)
  }
  destroy() {
    this.call.disconnect()
  }
}

vi.mock('@twilio/voice-sdk', () => ({ Device: PlayedDevice, Call: { Codec: { Opus: 'opus', PCMU: 'pcmu' }, State: { Closed: 'closed' } } }))

const TOKEN = 'application/vnd.hustings.voice-token+json'
const given = (token: string) => JSON.stringify({ token, leg: 'a-leg' })

async function talking(renew: () => Promise<string | null> = () => Promise.resolve(null), speaking = true) {
  const told: VoiceEvent[] = []
  const stream = { getAudioTracks: () => [{ enabled: speaking }] } as unknown as MediaStream
  const { begin } = await clientFor(TOKEN)!()
  const client: Client = begin({ answer: given('first'), stream, sound: {} as HTMLAudioElement, renew, tell: event => told.push(event) })
  await client.open()
  const device = played.devices.at(-1) as PlayedDevice
  return { client, device, told }
}

test('only an answer of its media type is for a client of its own', () => {
  expect(clientFor('application/sdp')).toBeNull()
  expect(clientFor('')).toBeNull()
  expect(clientFor(`${TOKEN}; charset=utf-8`)).not.toBeNull()
})

test('it calls with the token under the name of the leg, and is heard when the call is up', async () => {
  const { device, told } = await talking()
  device.call.emit('accept')

  expect(device.tokens).toEqual(['first'])
  expect(device.params).toEqual({ leg: 'a-leg' })
  expect(told).toEqual([{ kind: 'heard' }])
})

test('who was muted before stays so, and is muted and heard again at will', async () => {
  const { client, device } = await talking(undefined, false)
  expect(device.call.quiet).toBe(true)
  client.mute(false)
  expect(device.call.quiet).toBe(false)
})

test('a line that is lost is told as silent, gets a fresh token, and is told as heard when it is back', async () => {
  const { client, device, told } = await talking(() => Promise.resolve(given('second')))
  device.call.emit('reconnecting')
  await client.restart()
  device.call.emit('reconnected')

  expect(device.tokens).toEqual(['first', 'second'])
  expect(told).toEqual([{ kind: 'silent' }, { kind: 'heard' }])
})

test('a leg that the server has forgotten is over, so that a new one is made', async () => {
  const { client, told } = await talking()
  await client.restart()

  expect(told).toEqual([{ kind: 'over' }])
})

test('an error that ends the call, such as a token that ran out, is its end; one that does not is none', async () => {
  const { device, told } = await talking()
  device.call.emit('error', new Error('passing'))
  expect(told).toEqual([])
  device.call.at = 'closed'
  device.call.emit('error', new Error('the token has expired'))
  expect(told).toEqual([{ kind: 'over' }])
})

test.each([
  [0, 5, 'good'],
  [2, 5, 'fair'],
  [9, 5, 'poor'],
])('%d per cent lost, with %d ms of jitter, are told as %s', async (packetsLostFraction, jitter, quality) => {
  const { device, told } = await talking()
  device.call.emit('sample', { packetsLostFraction, jitter, rtt: 40 })

  expect(told).toEqual([{ kind: 'quality', quality }])
})

test('after it was closed it says nothing more', async () => {
  const { client, device, told } = await talking()
  client.close()
  device.call.emit('reconnecting')

  expect(device.call.at).toBe('closed')
  expect(told).toEqual([])
})
