// Calling with this device: try the microphone first, choose devices, connect.
import { useEffect, useRef, useState } from 'react'
import { TroubleNote } from '../parts/Trouble'
import { useWords } from '../words'
import { microphone, whyNot, type Devices } from './microphone'
import type { Voice, Why } from './model'
import { whyOf } from './why'

interface Props {
  voice: Voice
  onConnect: (devices: Devices, stream: MediaStream) => void
}

export function BrowserWay({ voice, onConnect }: Props) {
  const words = useWords()
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [devices, setDevices] = useState<Devices>({ microphone: '', speaker: '' })
  const [why, setWhy] = useState<Why | null>(null)
  const handedOver = useRef(false)

  useEffect(
    () => () => {
      if (!handedOver.current) {
        stream?.getTracks().forEach(track => track.stop())
      }
    },
    [stream],
  )

  const test = async (chosen: string) => {
    setWhy(null)
    try {
      setStream(await microphone(chosen))
      setDevices({ ...devices, microphone: chosen })
    } catch (failure) {
      setWhy(whyNot(failure))
    }
  }
  const connect = () => {
    if (stream !== null) {
      handedOver.current = true
      onConnect(devices, stream)
    }
  }
  const refused = voice.at === 'refused' ? voice : null
  return (
    <BrowserPanel
      state={stream === null ? 'untested' : voice.at === 'connecting' || voice.at === 'asking' || voice.at === 'waiting' ? 'connecting' : 'tested'}
      why={why ?? refused?.why ?? null}
      trouble={<TroubleNote trouble={refused?.trouble ?? null} />}
      onTest={() => void test(devices.microphone)}
      onConnect={connect}
    >
      {stream !== null && (
        <>
          <Meter stream={stream} />
          <DeviceChoice devices={devices} onMicrophone={id => void test(id)} onSpeaker={speaker => setDevices({ ...devices, speaker })} />
          <p className="quiet">{words.connect.browserLead}</p>
        </>
      )}
    </BrowserPanel>
  )
}

interface PanelProps {
  state: 'untested' | 'tested' | 'connecting'
  why: Why | null
  trouble: React.ReactNode
  onTest: () => void
  onConnect: () => void
  children?: React.ReactNode
}

/** What the panel says in each state; needs no microphone to be looked at. */
export function BrowserPanel({ state, why, trouble, onTest, onConnect, children }: PanelProps) {
  const words = useWords()
  return (
    <>
      {why !== null && why !== 'server' && (
        <p className="trouble" role="alert">
          <span aria-hidden="true" className="trouble-sign">
            !
          </span>
          <span>{whyOf(why, words)}</span>
        </p>
      )}
      {trouble}
      {children}
      {state === 'untested' ? (
        <>
          <p className="quiet">{words.connect.why}</p>
          <button type="button" className="primary" onClick={onTest}>
            {words.connect.allow}
          </button>
        </>
      ) : (
        <button type="button" className="primary" disabled={state === 'connecting'} onClick={onConnect}>
          {state === 'connecting' ? words.connect.connecting : words.connect.connectNow}
        </button>
      )}
    </>
  )
}

const HEARD = 0.02

/** How loud the microphone is. Says in words, too, that something was heard. */
function Meter({ stream }: { stream: MediaStream }) {
  const words = useWords()
  const [level, setLevel] = useState(0)
  const [heard, setHeard] = useState(false)
  useEffect(() => {
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 1024
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const looking = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
      setLevel(Math.min(1, loudness * 6))
      if (loudness > HEARD) {
        setHeard(true)
      }
    }, 60)
    return () => {
      clearInterval(looking)
      void context.close()
    }
  }, [stream])
  return (
    <div className="level">
      <p>{words.connect.test}</p>
      <div className="meter tall" role="img" aria-label={words.connect.level}>
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={level * 100} height="1" />
        </svg>
      </div>
      <p className="quiet" role="status">
        {heard ? words.connect.testHeard : words.connect.testSilent}
      </p>
    </div>
  )
}

interface ChoiceProps {
  devices: Devices
  onMicrophone: (id: string) => void
  onSpeaker: (id: string) => void
}

function DeviceChoice({ devices, onMicrophone, onSpeaker }: ChoiceProps) {
  const words = useWords()
  const [there, setThere] = useState<MediaDeviceInfo[]>([])
  useEffect(() => {
    const look = () => void navigator.mediaDevices.enumerateDevices().then(setThere)
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [])
  const choice = (kind: MediaDeviceKind, label: string, value: string, choose: (id: string) => void) => {
    const options = there.filter(device => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
    return (
      options.length > 1 && (
        <label>
          <span>{label}</span>
          <select value={value} onChange={event => choose(event.target.value)}>
            <option value="">{words.connect.systemDefault}</option>
            {options.map(device => (
              <option key={device.deviceId} value={device.deviceId}>
                {device.label}
              </option>
            ))}
          </select>
        </label>
      )
    )
  }
  return (
    <div className="devices">
      {choice('audioinput', words.connect.microphone, devices.microphone, onMicrophone)}
      {'setSinkId' in HTMLMediaElement.prototype && choice('audiooutput', words.connect.speaker, devices.speaker, onSpeaker)}
      <TestSound speaker={devices.speaker} />
    </div>
  )
}

/** Two short tones, made here: nothing is loaded. */
function TestSound({ speaker }: { speaker: string }) {
  const words = useWords()
  const play = async () => {
    const context = new AudioContext()
    if (speaker !== '' && 'setSinkId' in context) {
      await (context as AudioContext & { setSinkId: (id: string) => Promise<void> }).setSinkId(speaker).catch(() => {})
    }
    const loudness = context.createGain()
    loudness.gain.value = 0.15
    loudness.connect(context.destination)
    for (const [at, pitch] of [[0, 523], [0.25, 659]] as const) {
      const tone = context.createOscillator()
      tone.frequency.value = pitch
      tone.connect(loudness)
      tone.start(context.currentTime + at)
      tone.stop(context.currentTime + at + 0.2)
      tone.onended = at > 0 ? () => void context.close() : null
    }
  }
  return (
    <button type="button" className="second" onClick={() => void play()}>
      {words.connect.playTone}
    </button>
  )
}
