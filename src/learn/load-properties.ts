import type { Properties } from './exercise';

/** fast-check, loaded when it is first needed. */
export function loadProperties(): Properties {
  return require('fast-check') as Properties;
}
