import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { finishedRun, type Opened, openServer, pictureGraph, quickSteps, soon } from '../open-server.ts';

type Heard = { id: number; event: string; data: { type: string; seq: number } };

async function listen({ app }: Opened): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`;
}

/** Reads a stream to its end, or until `enough`. */
async function hear(
  url: string,
  headers: Record<string, string> = {},
  enough: (heard: Heard[]) => boolean = () => false,
): Promise<Heard[]> {
  const abort = new AbortController();
  const answer = await fetch(url, { headers, signal: abort.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const heard: Heard[] = [];
  let text = '';
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data) heard.push({ id: Number(field('id')), event: field('event') ?? 'message', data: JSON.parse(data) });
    }
    if (enough(heard)) {
      abort.abort();
      break;
    }
  }
  return heard;
}

/** Steps that wait until the test lets them go. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const runStep: typeof quickSteps = async (job, files) => {
    job.progress(0.5, 'half');
    await opened;
    return quickSteps(job, files);
  };
  return { open: () => open(), runStep };
}

describe('server-sent events of a run', () => {
  it('tell an ended run from the beginning, without gaps, and end', async () => {
    const opened = await openServer();
    const url = await listen(opened);
    const id = await finishedRun(opened.app);
    const heard = await hear(`${url}/runs/${id}/events`);
    const last = (await opened.app.inject(`/api/v1/runs/${id}`)).json().seq;
    expect(heard.map((one) => one.id)).toEqual([...new Set(heard.map((one) => one.data.seq))]);
    expect(heard.at(-1)).toMatchObject({ id: last, data: { type: 'run-done' } });
  });

  it('go on after the number that was last seen', async () => {
    const opened = await openServer();
    const url = await listen(opened);
    const id = await finishedRun(opened.app);
    const all = await hear(`${url}/runs/${id}/events`);
    const middle = all[Math.floor(all.length / 2)]?.id ?? 0;
    const rest = all.filter((one) => one.id > middle);
    expect(await hear(`${url}/runs/${id}/events?after=${middle}`)).toEqual(rest);
    expect(await hear(`${url}/runs/${id}/events?after=0`, { 'last-event-id': String(middle) })).toEqual(rest);
  });

  it('send a browser away that comes back to a run it has seen to the end', async () => {
    const opened = await openServer();
    const id = await finishedRun(opened.app);
    const { seq } = (await opened.app.inject(`/api/v1/runs/${id}`)).json();
    const answer = await opened.app.inject({ url: `/api/v1/runs/${id}/events`, headers: { 'last-event-id': String(seq) } });
    expect(answer.statusCode).toBe(204);
  });

  it('come while the run is under way, with its progress, and end with it', async () => {
    const { open, runStep } = gate();
    const opened = await openServer({ runStep });
    const url = await listen(opened);
    const { id } = (await opened.app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph() } })).json();
    const whole = hear(`${url}/runs/${id}/events`);
    setTimeout(open, 300);
    const heard = await whole;
    const numbers = heard.filter((one) => one.event === 'message').map((one) => one.id);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(heard.at(-1)?.data.type).toBe('run-done');
  });

  it('end when the server stops', async () => {
    const { open, runStep } = gate();
    const opened = await openServer({ runStep });
    const url = await listen(opened);
    const { id } = (await opened.app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph() } })).json();
    const heard = hear(`${url}/runs/${id}/events`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await opened.app.close();
    expect((await heard).length).toBeGreaterThan(0);
    open();
  });

  it('leave nobody listening behind when a client goes away', async () => {
    const { open, runStep } = gate();
    const opened = await openServer({ runStep });
    let listening = 0;
    const { engine } = opened.parts;
    const listenTo = engine.listen;
    Object.assign(engine, {
      listen: (...given: Parameters<typeof listenTo>) => {
        const stop = listenTo(...given);
        listening += 1;
        return async () => {
          listening -= 1;
          (await stop)();
        };
      },
    });
    const url = await listen(opened);
    const { id } = (await opened.app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph() } })).json();
    await hear(`${url}/runs/${id}/events`, {}, (heard) => heard.length > 0);
    await expect.poll(() => listening, soon).toBe(0);
    open();
  });
});
