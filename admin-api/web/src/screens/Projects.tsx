import { useCallback, useEffect, useState } from 'react'
import type { Model } from '../call/model'
import { ask, type Trouble } from '../wire/http'
import type { Me, MyProjectItem } from '../wire/types'
import { ProjectCard } from '../parts/ProjectCard'
import { Page, Skeleton } from '../parts/Page'
import { TroubleNote } from '../parts/Trouble'
import { useWords } from '../words'
import { go } from './route'

const LOOK_AGAIN_MS = 60_000

/** Projects come and go, and open and close, while somebody looks. */
export function useProjects(): { projects: MyProjectItem[] | null; trouble: Trouble | null } {
  const [projects, setProjects] = useState<MyProjectItem[] | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const look = useCallback(async () => {
    const answer = await ask<{ items: MyProjectItem[] }>('my-projects')
    if (answer.ok) {
      setProjects(answer.body.items)
      setTrouble(null)
    } else {
      setTrouble(answer.trouble)
    }
  }, [])
  useEffect(() => {
    void look()
    const again = setInterval(look, LOOK_AGAIN_MS)
    return () => clearInterval(again)
  }, [look])
  return { projects, trouble }
}

interface Props {
  me: Me
  model: Model
  onSignOut: () => void
}

export function Projects({ me, model, onSignOut }: Props) {
  const words = useWords()
  const { projects, trouble } = useProjects()
  return (
    <ProjectsPage
      name={me.name}
      projects={projects}
      trouble={trouble}
      inSession={model.session !== null && model.session !== undefined}
      now={Date.now() + model.ahead}
      onSignOut={onSignOut}
      title={words.projects.title}
    />
  )
}

interface PageProps {
  title: string
  name: string
  projects: MyProjectItem[] | null
  trouble: Trouble | null
  inSession: boolean
  now: number
  onSignOut: () => void
}

export function ProjectsPage({ title, name, projects, trouble, inSession, now, onSignOut }: PageProps) {
  const words = useWords()
  return (
    <Page title={title} lead={words.projects.lead(name)} name={name} onSignOut={onSignOut}>
      <TroubleNote trouble={trouble} />
      {inSession && (
        <p className="notice with-button">
          {words.projects.resume}
          <button type="button" className="second" onClick={() => go({ at: 'call' })}>
            {words.projects.resumeButton}
          </button>
        </p>
      )}
      {projects === null && trouble === null && <Skeleton lines={4} />}
      {projects?.length === 0 && (
        <section className="card empty">
          <h2>{words.projects.none}</h2>
          <p>{words.projects.noneWhy}</p>
        </section>
      )}
      <ul className="cards">
        {projects?.map(project => (
          <li key={project.id}>
            <ProjectCard project={project} now={now} onStart={() => go({ at: 'connect', project: project.id })} />
          </li>
        ))}
      </ul>
    </Page>
  )
}
