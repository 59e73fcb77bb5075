import { Fragment, useMemo } from 'react'
import { Skeleton } from '../parts/Page'
import { useWords } from '../words'
import { blocks, type Block, type Span } from './markdown'
import type { ScriptPage } from './snapshot'

/** The script with the names filled in. Plain text becomes elements here, never HTML: names are other people's words. */
export function Script({ page }: { page: ScriptPage | null }) {
  const words = useWords()
  const shown = useMemo(() => (page === null ? [] : blocks(page.text, page.names)), [page])
  return (
    <section className="script" aria-label={words.script.title} tabIndex={0}>
      {page === null ? <Skeleton lines={4} /> : shown.length === 0 ? <p className="quiet">{words.script.none}</p> : shown.map((block, at) => <Part key={at} block={block} />)}
    </section>
  )
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h3>
          <Spans spans={block.spans} />
        </h3>
      )
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      )
    case 'quote':
      return (
        <blockquote>
          <Spans spans={block.spans} />
        </blockquote>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((spans, at) => (
            <li key={at}>
              <Spans spans={spans} />
            </li>
          ))}
        </ul>
      )
  }
}

function Spans({ spans }: { spans: Span[] }) {
  return spans.map((span, at) => (
    <Fragment key={at}>
      {span.style === 'plain' ? span.text : span.style === 'strong' ? <strong>{span.text}</strong> : span.style === 'em' ? <em>{span.text}</em> : <b className="filled">{span.text}</b>}
    </Fragment>
  ))
}
