// A volunteer who is signed in: one live session behind all places, wherever they are.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { CallDriver } from '../call/driver'
import type { Me } from '../wire/types'
import { Calling } from './Calling'
import { Connect } from './Connect'
import { Projects } from './Projects'
import { Replaced } from './Replaced'
import type { Route } from './route'
import { useVoice } from './useVoice'

interface Props {
  me: Me
  route: Route
  onSignOut: () => void
  onSignedOut: () => void
}

export default function Volunteer({ me, route, onSignOut, onSignedOut }: Props) {
  const [driver] = useState(() => new CallDriver(me.user, onSignedOut))
  const model = useSyncExternalStore(driver.subscribe, driver.model)
  useEffect(() => {
    driver.start()
    return () => driver.stop()
  }, [driver])

  const own = useVoice(model.session, model.link)

  if (model.link === 'replaced') {
    return <Replaced onHere={() => driver.start()} />
  }
  switch (route.at) {
    case 'call':
      return <Calling me={me} model={model} driver={driver} own={own} />
    case 'connect':
      return <Connect me={me} model={model} driver={driver} own={own} project={route.project} switching={false} onSignOut={onSignOut} />
    case 'switch':
      return <Connect me={me} model={model} driver={driver} own={own} project={null} switching onSignOut={onSignOut} />
    case 'projects':
    case 'join':
      return <Projects me={me} model={model} onSignOut={onSignOut} />
  }
}
