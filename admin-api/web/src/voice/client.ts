// A provider whose own client carries the voice: the server's answer to an offer says so by its media type, and that
// client is loaded then and only then.
import type { VoiceEvent } from './model'

/** One call of such a client. After `close` it says nothing more. */
export interface Client {
  /** Calls; once. Ends when the call is under way, which it may never be. */
  open: () => Promise<void>
  /** Its network was gone: helps it to find back. */
  restart: () => Promise<void>
  replace: (stream: MediaStream) => Promise<void>
  mute: (quiet: boolean) => void
  close: () => void
}

/** What a client is given. */
export interface ClientCall {
  /** The server's answer. */
  answer: string
  /** The microphone; stays ours. */
  stream: MediaStream
  /** Plays what is heard. */
  sound: HTMLAudioElement
  /** Asks the server for another answer like the first; null if the leg is over. */
  renew: () => Promise<string | null>
  tell: (event: VoiceEvent) => void
}

/** Fetches the client's code. */
export type Load = () => Promise<{ begin: (call: ClientCall) => Client }>

const CLIENTS: Record<string, Load> = {
  'application/vnd.hustings.voice-token+json': () => import('./tokenClient'),
}

/** Null for an answer to the browser itself. */
export function clientFor(mediaType: string): Load | null {
  return CLIENTS[mediaType.replace(/;.*/, '').trim().toLowerCase()] ?? null
}
