// The languages. A third one is a file like es.ts and a line here.
import { createContext, useContext } from 'react'
import { en, type Words } from './en'

const NAME = 'hustings.language'

export interface Language {
  code: string
  name: string
  load: () => Promise<Words>
}

export const LANGUAGES: Language[] = [
  { code: 'en', name: 'English', load: async () => en },
  { code: 'es', name: 'Español', load: async () => (await import('./es')).es },
]

export interface Speech {
  code: string
  words: Words
  choose: (code: string) => void
}

export const SpeechContext = createContext<Speech>({ code: 'en', words: en, choose: () => {} })

export function useWords(): Words {
  return useContext(SpeechContext).words
}

/** The language chosen here before, else the first of the browser's that we speak. */
export function preferred(): string {
  const wishes = [remembered(), ...navigator.languages.map(tag => tag.slice(0, 2))]
  return wishes.find(code => LANGUAGES.some(language => language.code === code)) ?? 'en'
}

export function remember(code: string): void {
  try {
    localStorage.setItem(NAME, code)
  } catch {
    // then it is asked for anew next time
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(NAME)
  } catch {
    return null
  }
}
