import type { Hours, MyProjectItem } from '../wire/types'
import { timeOfDay, when } from '../words/format'
import { useWords } from '../words'
import { Meter } from './Meter'
import type { Words } from '../words/en'

interface Props {
  project: MyProjectItem
  now: number
  onStart: () => void
}

export function ProjectCard({ project, now, onStart }: Props) {
  const words = useWords()
  const state = stateOf(project, now, words)
  const { progress } = project
  return (
    <article className="card project">
      <h2>{project.name}</h2>
      <p className={'state ' + state.tone}>
        <span aria-hidden="true" className="dot" />
        {state.text}
      </p>
      <div>
        <p className="quiet">{today(project.hours, now, words)}</p>
        {progress.voters > 0 && (
          <>
            <p className="quiet">{words.projects.progress(progress.done, progress.voters)}</p>
            <Meter share={progress.done / progress.voters} />
          </>
        )}
      </div>
      <button type="button" className={project.open ? 'primary' : 'second'} onClick={onStart}>
        <span>
          {project.open ? words.projects.start : words.projects.look}
          <span className="hidden">: {project.name}</span>
        </span>
      </button>
    </article>
  )
}

function stateOf(project: MyProjectItem, now: number, words: Words): { tone: string; text: string } {
  if (project.open) {
    return { tone: 'open', text: words.projects.open }
  }
  return project.opensAt === undefined
    ? { tone: 'paused', text: words.projects.paused }
    : { tone: 'closed', text: words.projects.opens(when(Date.parse(project.opensAt), now, words.locale)) }
}

/** The windows of this day, in the project's own zone. */
function today(hours: Hours, now: number, words: Words): string {
  const day = new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: hours.zone }).format(now).toUpperCase()
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: hours.zone }).format(now)
  const closed = hours.closedDates?.includes(date) === true
  const windows = closed ? [] : hours.windows.filter(window => window.day === day)
  const text = windows
    .map(window => `${timeOfDay(window.opensAt, words.locale)} – ${timeOfDay(window.closesAt, words.locale)}`)
    .join(', ')
  return `${words.projects.today}: ${text === '' ? words.projects.closedToday : text} (${zoneName(hours.zone, now, words)})`
}

function zoneName(zone: string, now: number, words: Words): string {
  const parts = new Intl.DateTimeFormat(words.locale, { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts(now)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? zone
}
