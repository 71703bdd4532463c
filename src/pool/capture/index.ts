/** The border of this room: functions and values go out as plain data, and come back alive on the other side. */
export { capture } from './capture';
export { packValue, readyToUnpack, unpackValue } from './packed';
export { revive } from './revive';
export type { CapturedFunction, LargeValue } from './captured';
export type { Packed } from './packed';
