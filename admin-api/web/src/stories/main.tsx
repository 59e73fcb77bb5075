// The page of stories: `?story=name&language=es` draws one, without a name all are listed. Whoever takes pictures or looks
// for faults switches stories by `show`, without loading the page anew.
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import '../style/base.css'
import '../style/call.css'
import { en, type Words } from '../words/en'
import { LANGUAGES, SpeechContext } from '../words'
import { STORIES } from './stories'

interface Wish {
  story: string | null
  language: string
}

declare global {
  interface Window {
    stories: string[]
    show: (wish: Wish) => void
  }
}

window.stories = STORIES.map(story => story.name)

function asked(): Wish {
  const query = new URLSearchParams(window.location.search)
  return { story: query.get('story'), language: query.get('language') ?? 'en' }
}

function Told() {
  const [wish, setWish] = useState(asked)
  const [words, setWords] = useState<Words | null>(null)
  window.show = setWish
  const { language, story } = wish
  useEffect(() => {
    void LANGUAGES.find(one => one.code === language)
      ?.load()
      .then(setWords)
  }, [language])
  const spoken = LANGUAGES.find(one => one.name === words?.language)?.code ?? ''
  useEffect(() => {
    // Whoever waits for a story waits for this.
    document.documentElement.lang = spoken
    document.documentElement.dataset['shown'] = `${story ?? ''} in ${spoken}`
    window.scrollTo(0, 0)
  }, [story, spoken])
  return (
    <SpeechContext value={{ code: spoken, words: words ?? en, choose: code => setWish({ ...wish, language: code }) }}>
      <div key={`${story ?? ''} in ${spoken}`} className="told">
        {words === null ? null : (STORIES.find(one => one.name === story)?.draw() ?? <List />)}
      </div>
    </SpeechContext>
  )
}

function List() {
  return (
    <main className="column">
      <h1>Stories</h1>
      <ul>
        {STORIES.map(one => (
          <li key={one.name}>
            <a href={'?story=' + encodeURIComponent(one.name)}>{one.name}</a>
          </li>
        ))}
      </ul>
    </main>
  )
}

const place = document.getElementById('app')
if (place !== null) {
  createRoot(place).render(<Told />)
}
