// The microphone of this device, or why there is none.
import type { Why } from './model'

/** By their ids; empty for what the device's own settings say. */
export interface Devices {
  microphone: string
  speaker: string
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
