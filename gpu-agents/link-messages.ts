import type { Hello, Lease, Welcome } from './protocol.ts';

/** What the thread of the connection is started with. */
export type LinkData = { readonly server: string; readonly token: string | undefined; readonly hello: Hello };

/** From the agent to the thread that keeps the connection. */
export type ToLink =
  | { readonly type: 'request'; readonly id: number; readonly event: string; readonly message: unknown }
  | { readonly type: 'send'; readonly event: string; readonly message: unknown }
  | { readonly type: 'hold'; readonly lease: string; readonly ticket: string }
  | { readonly type: 'drop'; readonly lease: string }
  | { readonly type: 'lease-answer'; readonly id: number; readonly taken: boolean }
  | { readonly type: 'beat' }
  | { readonly type: 'close' };

export type FromLink =
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  | { readonly type: 'down'; readonly message: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer?: unknown; readonly failure?: string }
  | { readonly type: 'lease'; readonly id: number; readonly lease: Lease }
  | { readonly type: 'ended'; readonly lease: string; readonly why: 'stop' | 'lost' }
  | { readonly type: 'replaced' }
  | { readonly type: 'closed' };
