// Who is here, in which language, and where they are.
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { ask } from '../wire/http'
import type { Me } from '../wire/types'
import { forget } from '../call/keeping'
import { en, type Words } from '../words/en'
import { LANGUAGES, preferred, remember, SpeechContext } from '../words'
import { useRoute } from './route'
import { SignIn } from './SignIn'
import { Waiting } from '../parts/Page'

const Volunteer = lazy(() => import('./Volunteer'))
const Join = lazy(() => import('./Join'))

type Who = { known: 'not-yet' } | { known: 'nobody'; ended: boolean } | { known: 'me'; me: Me }

export function App() {
  const [language, setLanguage] = useState(preferred)
  const [words, setWords] = useState<Words | null>(null)
  const [who, setWho] = useState<Who>({ known: 'not-yet' })
  const route = useRoute()

  useEffect(() => {
    const chosen = LANGUAGES.find(one => one.code === language)
    document.documentElement.lang = language
    void (chosen?.load() ?? Promise.resolve(en)).then(setWords)
  }, [language])

  useEffect(() => {
    void ask<Me>('me').then(answer => setWho(answer.ok ? { known: 'me', me: answer.body } : { known: 'nobody', ended: false }))
  }, [])

  const speech = useMemo(
    () => ({
      code: language,
      words: words ?? en,
      choose: (code: string) => {
        remember(code)
        setLanguage(code)
      },
    }),
    [language, words],
  )

  const signOut = async () => {
    await ask('sign-out', { method: 'POST' })
    forget()
    setWho({ known: 'nobody', ended: false })
  }

  if (words === null || (who.known === 'not-yet' && route.at !== 'join')) {
    return <Waiting />
  }
  return (
    <SpeechContext value={speech}>
      <Suspense fallback={<Waiting />}>
        {route.at === 'join' ? (
          <Join token={route.token} onSignedIn={me => setWho({ known: 'me', me })} />
        ) : who.known === 'me' ? (
          <Volunteer me={who.me} route={route} onSignOut={signOut} onSignedOut={() => setWho({ known: 'nobody', ended: true })} />
        ) : (
          <SignIn ended={who.known === 'nobody' && who.ended} onSignedIn={me => setWho({ known: 'me', me })} />
        )}
      </Suspense>
    </SpeechContext>
  )
}
