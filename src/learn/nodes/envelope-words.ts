import { createHash } from 'node:crypto';
import type { CapturedFunction } from '../../pool/capture/index';

/** Names of fields in the envelope in which class instances travel: they say nothing about the data. */
export const ENVELOPE_FIELDS: readonly string[] = [
  'parallel:packed', 'id', 'program', 'values', 'nodes', 'root', 'globals', 'type', 'base', 'kind', 'prototype', 'brands', 'properties', 'key', 'value', 'flags', 'level', 'of', 'entries', 'length', 'class',
];

const ENVELOPE_TEXTS: readonly string[] = ['object', 'known', 'prototype', 'plain', 'array', 'map', 'set', '[]', createHash('sha256').update('[]').digest('hex')];

/** Texts that a node may give back without telling anything: the envelope's own, and the ids of functions that it was sent. */
export function textsToldTo({ values }: CapturedFunction): ReadonlySet<string> {
  return new Set([...ENVELOPE_TEXTS, ...values.nodes.flatMap((node) => (node.type === 'function' ? [String(node.id)] : []))]);
}
