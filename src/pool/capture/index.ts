/** The border of this room: functions and values go out as plain data, and come back alive on the other side. */
export { capture } from './capture.js'
export { revive } from './revive.js'
export { packValue, sharedBuffersOf, unpackValue } from './packed.js'
export type { CapturedFunction, LargeValue } from './captured.js'
export type { Packed, PackedValues } from './packed.js'
