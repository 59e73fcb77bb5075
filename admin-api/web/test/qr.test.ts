import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { encode, SIZE } from '../src/parts/qr'

const SCALE = 4
const QUIET = 4

/** As a camera sees it. */
function read(text: string): string | undefined {
  const modules = encode(text)!
  const width = (SIZE + 2 * QUIET) * SCALE
  const pixels = new Uint8ClampedArray(width * width * 4)
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const dark = modules[Math.floor(y / SCALE) - QUIET]?.[Math.floor(x / SCALE) - QUIET] === true
      pixels.set(dark ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * width + x) * 4)
    }
  }
  return jsQR(pixels, width, width)?.data
}

test.each(['tel:+19195550182', 'tel:+4930901820', 'tel:+123456789012345', 'a', 'abcdefghijklmnopqrstuvwxyz'])(
  'another program reads %s',
  text => {
    expect(read(text)).toBe(text)
  },
)

test('what is too long is refused, not cut', () => {
  expect(encode('x'.repeat(27))).toBeNull()
})
