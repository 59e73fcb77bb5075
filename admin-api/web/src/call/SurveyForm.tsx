import type { Question } from '../wire/types'
import { Skeleton } from '../parts/Page'
import { useWords } from '../words'
import type { Event } from './model'
import type { SurveyPage } from './snapshot'

interface Props {
  survey: SurveyPage | null
  tell: (event: Event) => void
}

export function SurveyForm({ survey, tell }: Props) {
  const words = useWords()
  if (survey === null || survey.questions.length === 0) {
    return (
      <section className="survey">
        {survey === null ? <Skeleton lines={3} /> : <p className="quiet">{words.survey.none}</p>}
      </section>
    )
  }
  return (
    <section className="survey" aria-labelledby="survey-title">
      <h2 id="survey-title">{survey.title}</h2>
      {survey.questions.map(({ question, number, given }) => (
        <QuestionField
          key={`${survey.voter}:${question.key}`}
          question={question}
          number={number}
          given={given}
          name={`q-${survey.voter}-${question.key}`}
          answer={values => tell({ kind: 'answer', voter: survey.voter, question: question.key, values })}
        />
      ))}
    </section>
  )
}

interface FieldProps {
  question: Question
  number: number
  given: string[]
  name: string
  answer: (values: string[]) => void
}

function QuestionField({ question, number, given, name, answer }: FieldProps) {
  const words = useWords()
  if (question.kind === 'TEXT') {
    return (
      <label className="question">
        <span className="question-text">
          <span className="question-number">{number}</span> {question.text}
        </span>
        <textarea rows={2} maxLength={2000} value={given[0] ?? ''} onChange={event => answer([event.target.value])} />
      </label>
    )
  }
  const one = question.kind === 'ONE_OF'
  return (
    <div className="question">
      <fieldset>
        <legend className="question-text">
          <span className="question-number">{number}</span> {question.text}
          {!one && <small> {words.survey.anyOf}</small>}
        </legend>
        <div className="choices">
          {question.choices?.map(choice => {
            const chosen = given.includes(choice.key)
            return (
              <label key={choice.key} className={chosen ? 'choice chosen' : 'choice'}>
                <input
                  type={one ? 'radio' : 'checkbox'}
                  name={name}
                  checked={chosen}
                  onChange={() => answer(one ? [choice.key] : chosen ? given.filter(key => key !== choice.key) : [...given, choice.key])}
                />
                <span>{choice.text}</span>
              </label>
            )
          })}
        </div>
      </fieldset>
      {one && given.length > 0 && (
        <button type="button" className="plain clear" onClick={() => answer([])}>
          {words.survey.clear}
          <span className="hidden">: {question.text}</span>
        </button>
      )}
    </div>
  )
}
