// Beside every text file that is built stands the same one compressed, so that the server need not do it for each
// visitor; and the call screen is held to its size.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Kilobytes of JavaScript, compressed by gzip, that the call screen may need: its own and all that it loads. */
const CALL_SCREEN_KB = 180
const CALL_SCREEN = 'screens/Volunteer.tsx'

export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // Only what was written is what will be served: before that, other plugins still change it.
    writeBundle(options, bundle) {
      const sizes = new Map<string, number>()
      for (const name of Object.keys(bundle).filter(one => /\.(js|css|html|svg)$/.test(one))) {
        const path = join(options.dir ?? '.', name)
        const plain = readFileSync(path)
        const gzip = gzipSync(plain, { level: 9 })
        writeFileSync(path + '.gz', gzip)
        writeFileSync(path + '.br', brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
        sizes.set(name, gzip.length / 1024)
      }
      const needed = neededBy(CALL_SCREEN, bundle)
      const total = needed.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0)
      const list = needed.map(name => `${name} ${(sizes.get(name) ?? 0).toFixed(1)} kB`).join(', ')
      if (total > CALL_SCREEN_KB) {
        this.error(`the call screen needs ${total.toFixed(1)} kB of scripts, more than ${CALL_SCREEN_KB}: ${list}`)
      }
      console.log(`the call screen needs ${total.toFixed(1)} kB of scripts, of ${CALL_SCREEN_KB}: ${list}`)
    },
  }
}

/** The entry, the chunk that holds a module, and all that both import. */
function neededBy(module: string, bundle: Rolldown.OutputBundle): string[] {
  const needed = new Set<string>()
  const add = (name: string) => {
    const file = bundle[name]
    if (file?.type === 'chunk' && !needed.has(name)) {
      needed.add(name)
      file.imports.forEach(add)
    }
  }
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'chunk' && (file.isEntry || file.facadeModuleId?.endsWith(module))) {
      add(name)
    }
  }
  return [...needed]
}
