/** A place in the table of nodes. */
export type Slot = number;

/** One own property: a value, or a getter and a setter. Symbol keys are slots. */
export interface PropertyNode {
  readonly key: string | Slot;
  readonly value?: Slot;
  readonly get?: Slot;
  readonly set?: Slot;
  /** Bits: 1 enumerable, 2 writable, 4 configurable. */
  readonly flags: number;
}

/** 0 as usual, 1 no new properties, 2 sealed, 3 frozen. */
export type Level = 0 | 1 | 2 | 3;

interface Shaped {
  properties: PropertyNode[];
  level: Level;
}

/** What an object is underneath its prototype. */
export type Base =
  | { readonly kind: 'object' | 'error' }
  | { readonly kind: 'array'; readonly length: number }
  | { readonly kind: 'map'; readonly entries: [Slot, Slot][] }
  | { readonly kind: 'set'; readonly entries: Slot[] }
  | { readonly kind: 'clone'; readonly value: unknown }
  | { readonly kind: 'buffer'; readonly value: Uint8Array }
  | { readonly kind: 'url' | 'parameters'; readonly text: string }
  | { readonly kind: 'regexp'; readonly value: RegExp; readonly lastIndex: number };

export interface ObjectNode extends Shaped {
  readonly type: 'object';
  base: Base;
  /** Undefined: the base's own. */
  prototype: Slot | null | undefined;
  /** Classes with private members that the object went through, the base class first, and its values for them. */
  brands: { readonly class: Slot; readonly values: Slot[] }[];
}

export interface FunctionNode extends Shaped {
  readonly type: 'function';
  /** The same function has the same id for as long as it lives. */
  readonly id: string;
  /** Its text's place in the program. */
  code: number;
  /** Its variables, in the order in which the code names them. */
  variables: Slot[];
  /** The prototype, where it isn't the usual one: a base class. */
  prototype: Slot | null | undefined;
  prototypeProperties: PropertyNode[];
  privateStatics: Slot[];
  /** For an arrow function in a field of an object: that object. */
  self: Slot | undefined;
}

export type ValueNode =
  | ObjectNode
  | FunctionNode
  /** Structured clone is faithful to it. */
  | { readonly type: 'plain'; readonly value: unknown }
  | { readonly type: 'symbol'; readonly key: string | undefined; readonly description: string | undefined }
  | { readonly type: 'native'; readonly module: string | undefined; readonly path: readonly (string | Slot)[] }
  | { readonly type: 'module'; readonly kind: 'require' | 'import'; readonly name: string; readonly from: string | undefined; readonly exported: string }
  | { readonly type: 'require'; readonly from: string }
  /** A function that the receiver already has. */
  | { readonly type: 'known'; readonly id: string }
  | { readonly type: 'prototype'; readonly of: Slot }
  /** A variable that several functions share, and some of them assign to. */
  | { readonly type: 'cell'; readonly value: Slot };

/** A text of the program: one function or class. */
export interface Code {
  readonly text: string;
  /** The variables to declare around it. */
  readonly names: readonly string[];
  readonly shape: 'value' | 'method' | 'get' | 'set';
  readonly isClass: boolean;
  readonly isStrict: boolean;
  /** Where it was written; lines and columns from 0. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A value and all that it reaches. */
export interface Graph {
  readonly nodes: ValueNode[];
  readonly root: Slot;
  /** The user's own properties of globalThis that the code reads through it. */
  readonly globals: { readonly name: string; readonly value: Slot }[];
}
