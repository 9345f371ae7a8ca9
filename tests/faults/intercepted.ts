import type { Store } from '#server/store/contract.ts';

/** Stands between a caller and a call of `name`; it may refuse it, or what it answers. */
export type Around = (name: string, call: () => Promise<unknown>) => Promise<unknown>;

/** The same object, but every call of its methods goes through `around`. */
export function intercepted<T extends object>(target: T, prefix: string, around: Around): T {
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => around(`${prefix}.${String(name)}`, async () => member.apply(object, args));
    },
  });
}

/** The same stores, but every call goes through `around`. */
export function interceptedStore(store: Store, around: Around): Store {
  const entries = Object.entries(store).map(([name, part]) => [name, typeof part === 'object' ? intercepted(part, name, around) : part]);
  return Object.fromEntries(entries) as Store;
}
