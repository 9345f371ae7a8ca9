import { type Client, createClient } from './client.ts';
import { openHere } from './open-here.ts';

export type Connection = { readonly client: Client; close(): Promise<void> };
export type ServerOptions = { server?: string; token?: string };

/**
 * A server to talk to: the one named, else the local one that holds the data folder, else one opened inside this process
 * for as long as the command runs.
 */
export async function connect({ server, token = process.env.FILMLOOM_TOKEN }: ServerOptions): Promise<Connection> {
  if (server) return { client: createClient(server.replace(/\/+$/, ''), token), close: async () => {} };
  const here = await openHere();
  return { client: createClient(here.url, token), close: here.close };
}
