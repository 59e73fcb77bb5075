// A QR code (ISO/IEC 18004) for a short text: version 2 (25 × 25 modules), error correction M, byte mode. Holds up to 26
// octets, which is more than any tel: link needs.

export const SIZE = 25
const MOST_OCTETS = 26
const DATA_WORDS = 28
const CHECK_WORDS = 16

export type Modules = boolean[][]

/** Rows of modules, dark ones true; null if the text is too long. */
export function encode(text: string): Modules | null {
  const octets = new TextEncoder().encode(text)
  if (octets.length > MOST_OCTETS) {
    return null
  }
  const data = words(octets)
  const bits = toBits([...data, ...checkWords(data)])
  return Array.from({ length: 8 }, (_, mask) => drawn(bits, mask)).reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}

// --- data ---

/** Mode 0100, the length, the octets, a terminator, then padding. */
function words(octets: Uint8Array): number[] {
  const nibbles = [4, octets.length >> 4, octets.length & 15, ...[...octets].flatMap(octet => [octet >> 4, octet & 15]), 0]
  const full = Array.from({ length: nibbles.length / 2 }, (_, at) => (nibbles[2 * at]! << 4) | nibbles[2 * at + 1]!)
  for (let pad = 0; full.length < DATA_WORDS; pad++) {
    full.push(pad % 2 === 0 ? 0xec : 0x11)
  }
  return full.slice(0, DATA_WORDS)
}

const EXP: number[] = []
const LOG: number[] = []
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = value
  LOG[value] = power
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : EXP[(LOG[a]! + LOG[b]!) % 255]!
}

/** The remainder of Reed and Solomon's division over GF(256). */
function checkWords(data: number[]): number[] {
  let generator = [1]
  for (let power = 0; power < CHECK_WORDS; power++) {
    const next = [...generator, 0]
    generator.forEach((coefficient, at) => (next[at + 1]! ^= times(coefficient, EXP[power]!)))
    generator = next
  }
  const rest = [...data, ...new Array<number>(CHECK_WORDS).fill(0)]
  for (let at = 0; at < data.length; at++) {
    const factor = rest[at]!
    generator.forEach((coefficient, offset) => (rest[at + offset]! ^= times(coefficient, factor)))
  }
  return rest.slice(data.length)
}

function toBits(all: number[]): boolean[] {
  return all.flatMap(word => Array.from({ length: 8 }, (_, bit) => ((word >> (7 - bit)) & 1) === 1))
}

// --- modules ---

const MASKS: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  r => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

function drawn(bits: boolean[], mask: number): Modules {
  const grid: (boolean | null)[][] = Array.from({ length: SIZE }, () => new Array<boolean | null>(SIZE).fill(null))
  fixed(grid)
  format(grid, mask)
  let bit = 0
  for (const [row, column] of snake()) {
    if (grid[row]![column] === null) {
      grid[row]![column] = (bits[bit++] ?? false) !== MASKS[mask]!(row, column)
    }
  }
  return grid as Modules
}

/** Finders with their white borders, the alignment pattern, timing, and the dark module. */
function fixed(grid: (boolean | null)[][]): void {
  const put = (row: number, column: number, dark: boolean) => {
    if (row >= 0 && column >= 0 && row < SIZE && column < SIZE) {
      grid[row]![column] = dark
    }
  }
  const rings = (row: number, column: number, reach: number, dark: (ring: number) => boolean) => {
    for (let r = -reach; r <= reach; r++) {
      for (let c = -reach; c <= reach; c++) {
        put(row + r, column + c, dark(Math.max(Math.abs(r), Math.abs(c))))
      }
    }
  }
  for (let at = 8; at < SIZE - 8; at++) {
    put(6, at, at % 2 === 0)
    put(at, 6, at % 2 === 0)
  }
  for (const [row, column] of [[3, 3], [3, SIZE - 4], [SIZE - 4, 3]] as const) {
    rings(row, column, 4, ring => ring !== 2 && ring !== 4)
  }
  rings(18, 18, 2, ring => ring !== 1)
  put(SIZE - 8, 8, true)
}

/** Level M and the mask, with their BCH check, twice. */
function format(grid: (boolean | null)[][], mask: number): void {
  let rest = mask << 10
  for (let at = 14; at >= 10; at--) {
    rest ^= (rest >> at) & 1 ? 0x537 << (at - 10) : 0
  }
  const value = ((mask << 10) | rest) ^ 0x5412
  for (let at = 0; at < 15; at++) {
    const dark = ((value >> at) & 1) === 1
    const [row, column] = at < 6 ? [at, 8] : at < 8 ? [at + 1, 8] : at === 8 ? [8, 7] : [8, 14 - at]
    grid[row]![column] = dark
    const [again, beside] = at < 8 ? [8, SIZE - 1 - at] : [SIZE - 15 + at, 8]
    grid[again]![beside] = dark
  }
}

/** Two columns at a time, from the right, up and down by turns; the timing column is left out. */
function* snake(): Generator<[number, number]> {
  let up = true
  for (let right = SIZE - 1; right > 0; right -= 2) {
    right = right === 6 ? 5 : right
    for (let at = 0; at < SIZE; at++) {
      const row = up ? SIZE - 1 - at : at
      yield [row, right]
      yield [row, right - 1]
    }
    up = !up
  }
}

/** How hard a mask is to read: long runs, blocks, and an uneven share of dark. */
function penalty(grid: Modules): number {
  let points = 0
  let dark = 0
  for (let row = 0; row < SIZE; row++) {
    for (const line of [grid[row]!, grid.map(other => other[row]!)]) {
      points += [...line.map(on => (on ? '1' : '0')).join('').matchAll(/0{5,}|1{5,}/g)].reduce((sum, run) => sum + run[0].length - 2, 0)
    }
    dark += grid[row]!.filter(Boolean).length
    for (let column = 0; row > 0 && column < SIZE - 1; column++) {
      const corner = grid[row]![column]
      const block = [grid[row]![column + 1], grid[row - 1]![column], grid[row - 1]![column + 1]]
      points += block.every(other => other === corner) ? 3 : 0
    }
  }
  return points + 10 * Math.floor(Math.abs((dark * 20) / (SIZE * SIZE) - 10))
}
