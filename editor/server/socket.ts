import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#server/contract/events.ts';

export type RunsSocket = Socket<ServerToClient, ClientToServer>;

let socket: RunsSocket | undefined;

/** The one connection to the namespace `/runs`, opened when first asked for; it reconnects by itself. */
export function runsSocket(): RunsSocket {
  socket ??= io('/runs', { transports: ['websocket', 'polling'], reconnectionDelay: 300, reconnectionDelayMax: 4000 });
  return socket;
}
