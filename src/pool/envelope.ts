/** Whether packValue made an envelope of a value. */
export function isPacked(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'parallel:packed');
}
