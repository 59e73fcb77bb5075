// Words that no screen says are words that somebody translates in vain.
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { en } from '../src/words/en'

/** Said by a key that is only known when the screen runs: the whole group counts as said. A language's name is for `index.ts`. */
const BY_KEY = ['language', 'codes.', 'fields.', 'nothing.why.', 'outcomes.own.']

test('every word is said somewhere', () => {
  const said = saidIn(program())
  const unsaid = leaves(en, '').filter(path => !BY_KEY.some(group => path.startsWith(group)) && !said.has(path))

  expect(said.size).toBeGreaterThan(150)
  expect(unsaid).toEqual([])
}, 120_000)

function leaves(value: unknown, path: string): string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`))
    : [path]
}

function program(): ts.Program {
  const config = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, resolve('.'))
  return ts.createProgram([resolve('src/main.tsx')], options)
}

/** The words that the sources reach, by `words.group.name` or by `words.group[expression]`. */
function saidIn(program: ts.Program): Set<string> {
  const checker = program.getTypeChecker()
  const said = new Set<string>()
  const reach = (symbol: ts.Symbol | undefined) =>
    symbol?.declarations?.filter(ts.isPropertyAssignment).forEach(declaration => {
      if (declaration.getSourceFile().fileName.endsWith('/words/en.ts')) {
        said.add(pathOf(declaration))
      }
    })
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      reach(checker.getSymbolAtLocation(node.name))
    } else if (ts.isElementAccessExpression(node)) {
      const object = checker.getTypeAtLocation(node.expression)
      literals(checker.getTypeAtLocation(node.argumentExpression)).forEach(name => reach(object.getProperty(name)))
    }
    node.forEachChild(visit)
  }
  program
    .getSourceFiles()
    .filter(file => !file.isDeclarationFile && !file.fileName.includes('/words/e'))
    .forEach(visit)
  return said
}

function literals(type: ts.Type): string[] {
  return type.isUnion() ? type.types.flatMap(literals) : type.isStringLiteral() ? [type.value] : []
}

function pathOf(declaration: ts.PropertyAssignment): string {
  const outer = declaration.parent.parent
  const name = declaration.name.getText().replace(/^'|'$/g, '')
  return ts.isPropertyAssignment(outer) ? `${pathOf(outer)}.${name}` : name
}
