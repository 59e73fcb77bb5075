// How to call: with this device, with one's phone, or by hand.
import { useCallback, useEffect, useState } from 'react'
import type { CallDriver } from '../call/driver'
import type { Model } from '../call/model'
import { ask, type Trouble } from '../wire/http'
import type { DialInCode, Me, Session, Ways } from '../wire/types'
import { useProjects } from './Projects'
import { go } from './route'
import { ConnectPage } from './ConnectPage'

interface Props {
  me: Me
  model: Model
  driver: CallDriver
  project: number | null
  onSignOut: () => void
}

export function Connect({ me, model, driver, project, onSignOut }: Props) {
  const { projects } = useProjects()
  const [ways, setWays] = useState<Ways | null>(null)
  const [code, setCode] = useState<DialInCode | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [busy, setBusy] = useState(false)
  useGoOn(model, driver, project)

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
      now={Date.now() + model.ahead}
      busy={busy}
      trouble={trouble}
      onCode={getCode}
      onByHand={byHand}
      onBack={() => go({ at: 'projects' })}
      onSignOut={onSignOut}
    />
  )
}

/** Once connected, the call screen; on the project for which one came. */
function useGoOn(model: Model, driver: CallDriver, project: number | null) {
  const session = model.session ?? null
  const connected = session?.connected === true
  useEffect(() => {
    if (!connected || session === null) {
      return
    }
    if (project !== null && session.project !== project && session.allowed.includes('CHOOSE_PROJECT')) {
      driver.tell({ kind: 'want', command: { kind: 'CHOOSE_PROJECT', project } })
    }
    go({ at: 'call' })
  }, [connected, session, project, driver])
}
