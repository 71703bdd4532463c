/** Which static members of a name are used: `exports.K` needs K alone. */
export interface Usage {
  isWhole: boolean;
  /** Its value is read, not only asked for by `typeof` or assigned to. */
  isRead: boolean;
  isAssigned: boolean;
  readonly members: Map<string, Usage>;
}

export function newUsage(): Usage {
  return { isWhole: false, isRead: false, isAssigned: false, members: new Map() };
}

/** Notes a use of `name.a.b`, the path being a and b. */
export function addPath(usage: Usage, path: readonly string[], isRead: boolean, isAssigned: boolean): void {
  let at = usage;
  for (const member of path) {
    const next = at.members.get(member) ?? newUsage();
    at.members.set(member, next);
    at = next;
  }
  at.isWhole = true;
  at.isRead ||= isRead;
  at.isAssigned ||= isAssigned;
}
