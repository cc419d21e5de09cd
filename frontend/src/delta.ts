// The next answer, made of the one before and what is otherwise in it (generator/web/delta.py); what did not change is the same object.

export interface Delta { is?: unknown; keys?: Record<string, Delta>; gone?: string[]; list?: ([number, number] | Delta)[]; of?: number; to?: Delta }

export function changed(old: unknown, told: Delta): unknown {
  if (told.keys) {
    const next = { ...(old as Record<string, unknown>) };
    for (const key of told.gone ?? []) Reflect.deleteProperty(next, key);
    for (const [key, each] of Object.entries(told.keys)) next[key] = changed(next[key], each);
    return next;
  }
  if (!told.list) return told.is;
  const before = old as unknown[];
  return told.list.flatMap((each) => (Array.isArray(each) ? before.slice(...each) : [each.to ? changed(before[each.of ?? 0], each.to) : each.is]));
}
