import { Server } from 'socket.io';
import type { App } from '#server/app-parts.ts';
import type { OriginCheck } from '#server/auth/origins.ts';

/** The one socket server of an app: its namespaces share address, origin check and limits, and end with the app. */
export function openSocketServer(app: App, origins: OriginCheck): Server {
  const io = new Server(app.server, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 1_000_000,
    allowRequest: ({ headers }, answer) => {
      const refusal = origins(headers);
      answer(refusal?.message ?? null, refusal === undefined);
    },
  });
  io.on('connection', (socket) => socket.disconnect(true));
  app.addHook('preClose', async () => {
    io.disconnectSockets(true);
    io.engine.close();
  });
  return io;
}
