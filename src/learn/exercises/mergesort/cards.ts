import type { Outcome, Wrong } from '../../exercise';
import type { HintName } from '../../hints';
import { differs, isSame, verifyEnding } from '../../verify';

/** A card has a rank, by which it is sorted, and a name, by which equal ranks are told apart. */
export interface Card {
  readonly rank: number;
  readonly name: string;
}

export const byRank = { text: '(a, b) => a.rank - b.rank', compare: (a: Card, b: Card) => a.rank - b.rank };

/** Cards with names in the order of the list. */
export function deal(list: readonly number[], side: string): Card[] {
  return list.map((rank, index) => ({ rank, name: `${side}${String.fromCharCode(97 + (index % 26))}` }));
}

/** Sorted cards, as merge wants them. */
export function hand(list: readonly number[], side: string): Card[] {
  return deal([...list].sort((a, b) => a - b), side);
}

export function sortedCards(cards: readonly Card[]): Card[] {
  return [...cards].sort(byRank.compare);
}

export function showCards(cards: readonly Card[]): string {
  return `[${cards.map(({ rank, name }) => `{ rank: ${rank}, name: '${name}' }`).join(', ')}]`;
}

/** What is wrong with cards that were sorted. */
export function compareCards(outcome: Outcome, expected: Card[], wants: 'value' | 'promise'): Wrong | undefined {
  const ending = verifyEnding(outcome, wants);
  if (ending) return ending;
  const received = outcome.value;
  if (isSame(received, expected)) return undefined;
  if (!Array.isArray(received)) return differs(names(expected), received, 'wrong');
  const hint = hintFor(received as Card[], expected, wants);
  return differs(names(expected), names(received as Card[]), hint);
}

function hintFor(received: readonly Card[], expected: readonly Card[], wants: 'value' | 'promise'): HintName {
  const ranks = (cards: readonly Card[]): unknown[] => cards.map((card) => card?.rank);
  if (wants === 'promise' && received.length === 0) return 'nothingBack';
  if (!isSame(names(received).split(' ').sort(), names(expected).split(' ').sort())) return 'lost';
  if (isSame(ranks(received), ranks(expected))) return 'stable';
  return wants === 'promise' ? 'unmerged' : 'comparator';
}

function names(cards: readonly Card[]): string {
  return cards.map((card) => `${card?.rank}${card?.name}`).join(' ');
}
