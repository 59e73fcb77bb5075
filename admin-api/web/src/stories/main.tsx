// The page of stories: `?story=name&language=es` draws one, without a name all are listed.
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import '../style/base.css'
import '../style/call.css'
import { en, type Words } from '../words/en'
import { LANGUAGES, SpeechContext } from '../words'
import { STORIES } from './stories'

function Told() {
  const asked = new URLSearchParams(window.location.search)
  const code = asked.get('language') ?? 'en'
  const story = STORIES.find(one => one.name === asked.get('story'))
  const [words, setWords] = useState<Words>(en)
  useEffect(() => {
    document.documentElement.lang = code
    void LANGUAGES.find(language => language.code === code)
      ?.load()
      .then(setWords)
  }, [code])
  useEffect(() => {
    // Whoever takes a picture waits for this.
    document.documentElement.dataset['spoken'] = LANGUAGES.find(language => language.name === words.language)?.code ?? ''
  }, [words])
  return (
    <SpeechContext value={{ code, words, choose: () => {} }}>
      {story?.draw() ?? (
        <main className="column">
          <h1>Stories</h1>
          <ul id="stories">
            {STORIES.map(one => (
              <li key={one.name}>
                <a href={'?story=' + encodeURIComponent(one.name)}>{one.name}</a>
              </li>
            ))}
          </ul>
        </main>
      )}
    </SpeechContext>
  )
}

const place = document.getElementById('app')
if (place !== null) {
  createRoot(place).render(<Told />)
}
