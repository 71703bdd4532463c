import { randomInt } from 'node:crypto';

/** Numbers that can be dyed are multiples of this: there is room for a colour between them. */
export const PAINT_STEP = 16;
const COLOURS = PAINT_STEP - 1;
const LETTERS_A_NODE = 4;

/**
 * The colours of one question, drawn anew each time. Which colour a number or a word gets on which node can't be foreseen:
 * who wants an answer with the right colours must have worked on what the nodes were given.
 */
export class Dye {
  readonly #turns = new Map<number, number>();
  readonly #letters = shuffledLetters();

  /** What is added to a number on a node: from 1 to 15, another on each node. */
  colour(number: number, node: number): number {
    return 1 + ((this.#turn(number) + node) % COLOURS);
  }

  /** The node on which a number got its colour; undefined when it got none. */
  nodeOf(dyed: number): number | undefined {
    const number = Math.floor(dyed / PAINT_STEP) * PAINT_STEP;
    const turn = this.#turns.get(number);
    return turn === undefined || dyed === number ? undefined : (dyed - number - 1 - turn + COLOURS) % COLOURS;
  }

  /** One of the letters of a node, at random. */
  letter(node: number): string {
    return this.#letters[(LETTERS_A_NODE * node + randomInt(LETTERS_A_NODE)) % this.#letters.length]!;
  }

  /** The node that a letter belongs to. */
  nodeOfLetter(letter: string): number | undefined {
    const place = this.#letters.indexOf(letter);
    return place < 0 ? undefined : Math.floor(place / LETTERS_A_NODE);
  }

  #turn(number: number): number {
    let turn = this.#turns.get(number);
    if (turn === undefined) this.#turns.set(number, (turn = randomInt(COLOURS)));
    return turn;
  }
}

/** All letters but z, which is in what is dyed. */
function shuffledLetters(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxy'];
  for (let i = letters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [letters[i], letters[j]] = [letters[j]!, letters[i]!];
  }
  return letters;
}
