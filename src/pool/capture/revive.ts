import vm from 'node:vm'
import type { CapturedFunction } from './captured.js'

/** The function that was captured. May give a promise, when modules have to be loaded first: always await it. */
export function revive(captured: CapturedFunction): Function | Promise<Function> {
  return vm.runInThisContext(`"use strict";(${captured.program}\n)`) as Function
}
