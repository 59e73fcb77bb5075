// The little of Markdown that scripts are written in: headings, paragraphs, lists, quotes, **strong**, *stressed*, and
// names in braces. Everything else is read as it stands.

export type Style = 'plain' | 'strong' | 'em' | 'name'

export interface Span {
  style: Style
  text: string
}

export type Block = { kind: 'heading' | 'paragraph' | 'quote'; spans: Span[] } | { kind: 'list'; items: Span[][] }

/** What stands for `{voter.first}` and the like. */
export type Names = Record<string, string>

export function blocks(text: string, names: Names): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n|\n(?=#{1,6} )|(?<=^#{1,6} .*)\n/m)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => block(part, names))
}

function block(part: string, names: Names): Block {
  const lines = part.split('\n')
  const heading = /^#{1,6}\s+(.*)$/.exec(part)
  if (heading) {
    return { kind: 'heading', spans: spans(heading[1] ?? '', names) }
  }
  if (lines.every(line => /^\s*([-*+]|\d+[.)])\s+/.test(line))) {
    return { kind: 'list', items: lines.map(line => spans(line.replace(/^\s*([-*+]|\d+[.)])\s+/, ''), names)) }
  }
  if (lines.every(line => line.startsWith('>'))) {
    return { kind: 'quote', spans: spans(lines.map(line => line.replace(/^>\s?/, '')).join(' '), names) }
  }
  return { kind: 'paragraph', spans: spans(lines.join(' '), names) }
}

const MARKUP = /\*\*(.+?)\*\*|\*(.+?)\*|_(.+?)_|\{([a-z]+(?:\.[a-z]+)?)\}/g

function spans(text: string, names: Names): Span[] {
  const found: Span[] = []
  let from = 0
  for (const match of text.matchAll(MARKUP)) {
    push(found, 'plain', text.slice(from, match.index))
    const [whole, strong, star, under, name] = match
    if (name !== undefined) {
      const known = names[name]
      push(found, known === undefined ? 'plain' : 'name', known ?? whole)
    } else {
      push(found, strong !== undefined ? 'strong' : 'em', fill(strong ?? star ?? under ?? '', names))
    }
    from = match.index + whole.length
  }
  push(found, 'plain', text.slice(from))
  return found
}

/** Names in a text; what else stands in braces stays as it is. */
export function fill(text: string, names: Names): string {
  return text.replace(/\{([a-z]+(?:\.[a-z]+)?)\}/g, (whole, name: string) => names[name] ?? whole)
}

function push(spans: Span[], style: Style, text: string): void {
  if (text !== '') {
    spans.push({ style, text })
  }
}
