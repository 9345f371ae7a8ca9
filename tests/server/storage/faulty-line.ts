import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  request as send,
} from 'node:http';
import { buffer } from 'node:stream/consumers';

/**
 * What happens to one request. `error`: 503 without asking the service · `stall`: no answer, ever · `slow`: the answer in drops ·
 * `cut`: half the body, then the connection breaks · `short`: half the body as if it were all · `flip`: one bit of the body is
 * wrong · `reset`: the connection breaks at once · `lost`: the service does it, but its answer is lost
 */
export type Fault = 'error' | 'stall' | 'slow' | 'cut' | 'short' | 'flip' | 'reset' | 'lost';
type Choose = (request: { method: string; path: string }) => Fault | undefined;

export type FaultyLine = {
  readonly endpoint: string;
  /** Requests so far, as `GET 206`; the status is 0 where no answer came through. */
  readonly seen: string[];
  /** From now on this says what happens to each request. */
  choose(how: Choose): void;
  /** Nobody listens at the address until `open`. */
  shut(): Promise<void>;
  open(): Promise<void>;
};

/** A line to the service on `port` that fails as told. */
export async function openFaultyLine(port: number): Promise<FaultyLine> {
  const seen: string[] = [];
  let choose: Choose = () => undefined;
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    response.once('close', () => seen.push(`${method} ${response.headersSent ? response.statusCode : 0}`));
    void carry(request, response, choose({ method, path: url }), port).catch(() => response.destroy());
  });
  const address = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${address}`,
    seen,
    choose(how) {
      choose = how;
    },
    async shut() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async open() {
      await listen(server, address);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1').unref();
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

async function carry(request: IncomingMessage, response: ServerResponse, fault: Fault | undefined, port: number): Promise<void> {
  if (fault === 'reset') return void request.socket.destroy();
  const body = await buffer(request);
  if (fault === 'stall') return;
  if (fault === 'error') return void response.writeHead(503).end();
  const answer = await forward(request, body, port);
  const bytes = await buffer(answer);
  if (fault === 'lost') return void request.socket.destroy();
  const status = answer.statusCode ?? 500;
  const whole = request.method === 'HEAD' ? {} : { 'content-length': bytes.length };
  const headers: OutgoingHttpHeaders = { ...answer.headers, ...whole };
  delete headers['transfer-encoding'];
  delete headers.connection;
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  if (fault === 'short' && half.length > 0) return void response.writeHead(status, { ...headers, 'content-length': half.length }).end(half);
  if (fault === 'flip' && half.length > 0) bytes[half.length] = (bytes[half.length] ?? 0) ^ 1;
  response.writeHead(status, headers);
  if (fault === 'cut' && half.length > 0) return void response.write(half, () => setTimeout(() => request.socket.destroy(), 20));
  if (fault === 'slow') return drip(response, bytes);
  response.end(bytes);
}

async function forward({ method, url, headers }: IncomingMessage, body: Buffer, port: number): Promise<IncomingMessage> {
  const passed = { ...headers, 'content-length': String(body.length) };
  delete headers.expect;
  const request: ClientRequest = send({ host: '127.0.0.1', port, method, path: url, headers: passed, agent: false });
  // The service may end an answer in a way that Node reports once more, after the answer has come.
  request.on('error', () => undefined);
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

async function drip(response: ServerResponse, bytes: Buffer): Promise<void> {
  const step = Math.max(1, Math.ceil(bytes.length / 5));
  for (let at = 0; at < bytes.length; at += step) {
    response.write(bytes.subarray(at, at + step));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  response.end();
}
