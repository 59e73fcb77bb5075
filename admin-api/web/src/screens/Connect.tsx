// How to call: with this device, with one's phone (calling us or called by us), or by hand.
import { useCallback, useEffect, useState } from 'react'
import type { CallDriver } from '../call/driver'
import type { Model } from '../call/model'
import { ask, type Trouble } from '../wire/http'
import type { DialInCode, Me, Session, Ways } from '../wire/types'
import { BrowserWay } from '../voice/BrowserWay'
import { CallMeWay } from '../voice/CallMeWay'
import type { OwnVoice } from './useVoice'
import { useProjects } from './Projects'
import { go } from './route'
import { ConnectPage } from './ConnectPage'

interface Props {
  me: Me
  model: Model
  driver: CallDriver
  own: OwnVoice
  project: number | null
  /** In mid-session: the line is to become another one. */
  switching: boolean
  onSignOut: () => void
}

export function Connect({ me, model, driver, own, project, switching, onSignOut }: Props) {
  const { projects } = useProjects()
  const [ways, setWays] = useState<Ways | null>(null)
  const [code, setCode] = useState<DialInCode | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [busy, setBusy] = useState(false)
  useGoOn(model, driver, project, switching)

  useEffect(() => {
    void ask<Ways>('session/ways').then(answer => (answer.ok ? setWays(answer.body) : setTrouble(answer.trouble)))
  }, [])

  const getCode = useCallback(async () => {
    const answer = await ask<DialInCode>('session/dial-in-code', { method: 'POST' })
    if (answer.ok) {
      setCode(answer.body)
    } else {
      setTrouble(answer.trouble)
    }
  }, [])

  const byHand = async () => {
    setBusy(true)
    const answer = await ask<Session>('session/by-hand', { body: project === null ? {} : { project } })
    setBusy(false)
    if (answer.ok) {
      driver.tell({ kind: 'snapshot', sequence: answer.body.sequence, session: answer.body, at: Date.now() })
    } else {
      setTrouble(answer.trouble)
    }
  }

  return (
    <ConnectPage
      name={me.name}
      project={projects?.find(one => one.id === project)?.name ?? null}
      ways={ways}
      code={code}
      busy={busy}
      trouble={trouble}
      switching={switching}
      browser={<BrowserWay voice={own.voice} onConnect={own.connect} />}
      {...(ways?.callMe === undefined ? {} : { callMe: { ending: ways.callMe.ending, panel: <CallMeWay ending={ways.callMe.ending} /> } })}
      onCode={getCode}
      onByHand={byHand}
      onBack={() => go({ at: switching ? 'call' : 'projects' })}
      onSignOut={onSignOut}
    />
  )
}

/** Once connected, the call screen; on the project for which one came. */
function useGoOn(model: Model, driver: CallDriver, project: number | null, switching: boolean) {
  const session = model.session ?? null
  const connected = session?.connected === true
  const [first] = useState(() => (switching && connected ? session?.leg : undefined))
  useEffect(() => {
    if (!connected || session === null || (first !== undefined && session.leg === first)) {
      return
    }
    if (project !== null && session.project !== project && session.allowed.includes('CHOOSE_PROJECT')) {
      driver.tell({ kind: 'want', command: { kind: 'CHOOSE_PROJECT', project } })
    }
    go({ at: 'call' })
  }, [connected, session, project, first, driver])
}
