import { stat } from 'node:fs/promises';
import pc from 'picocolors';
import type { RunEvent } from '#server/contract/events.ts';
import type { NodeView, RunOutput, StepView } from '#server/contract/runs.ts';
import { money, seconds } from './format.ts';
import type { Reporter } from './watch-run.ts';

export type RunReporter = Reporter & { wrote(file: string, output: RunOutput): void };

/** One JSON event a line for programs, else a line a node for people. */
export function createReporter(json: boolean): RunReporter {
  return json ? jsonReporter() : peopleReporter();
}

function jsonReporter(): RunReporter {
  const line = (value: unknown): void => console.log(JSON.stringify(value));
  return {
    begins: ({ stepList: _, nodes: __, ...run }) => line({ type: 'run', run }),
    event: line,
    progress: (message) => line({ type: 'progress', ...message }),
    ends: ({ id, state, steps, usd }) => line({ type: 'run-ended', runId: id, state, steps, usd }),
    wrote: (file, { node, port, kind, facts }) => line({ type: 'file-written', file, node, port, kind, facts }),
  };
}

const colours = {
  done: pc.green,
  cached: pc.green,
  failed: pc.red,
  skipped: pc.dim,
  cancelled: pc.dim,
  'awaiting-person': pc.yellow,
} as const;
const words = {
  done: 'done',
  cached: 'reused',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
  'awaiting-person': 'waits for you',
} as const;
type Telling = keyof typeof words;

function peopleReporter(): RunReporter {
  const shown = new Map<string, string>();
  const fractions = new Map<string, number>();
  const live = process.stderr.isTTY === true;
  let total = 0;
  let ended = 0;
  const clear = (): void => void (live && process.stderr.write('\r\x1b[2K'));
  const say = (text: string): void => {
    clear();
    console.error(text);
  };
  const node = (id: string, view: Pick<NodeView, 'state' | 'steps'>): void => {
    if (!(view.state in words) || Object.keys(view.steps).length === 0) return;
    const state = view.state as Telling;
    const counts = Object.values(view.steps).reduce((sum, count) => sum + (count ?? 0), 0);
    const text = `${colours[state](words[state].padEnd(13))} ${id}${counts > 1 ? pc.dim(` · ${counts} steps`) : ''}`;
    if (shown.get(id) === text) return;
    shown.set(id, text);
    say(text);
  };
  const step = (view: StepView): void => {
    for (const warning of view.warnings ?? []) say(`${pc.yellow('note'.padEnd(13))} ${view.node}/${view.element}: ${warning.message}`);
    if (view.ask && view.ask.kind !== 'review') say(`${pc.yellow('asks'.padEnd(13))} ${view.node}/${view.element}: ${view.ask.message}`);
    if (view.error && view.state === 'queued') say(`${pc.yellow('again'.padEnd(13))} ${view.node}/${view.element}: ${view.error.message}`);
    if (view.error && view.state === 'failed') say(`${pc.red('failed'.padEnd(13))} ${view.node}/${view.element}: ${view.error.message}`);
  };
  const bar = (): void => {
    if (!live || total === 0) return;
    const running = [...fractions.values()].reduce((sum, fraction) => sum + fraction, 0);
    const part = Math.min(1, (ended + running) / total);
    const width = 32;
    const filled = Math.round(part * width);
    process.stderr.write(`\r\x1b[2K${pc.cyan('━'.repeat(filled))}${pc.dim('─'.repeat(width - filled))} ${ended}/${total} steps`);
  };
  return {
    begins(run) {
      total = run.stepList.length;
      ended = run.stepList.filter(({ state }) => state === 'done' || state === 'cached').length;
      const { usd, seconds: took } = run.estimate;
      say(`${pc.bold(run.name)}  ${pc.dim(`${run.tier} · ${total} steps · about ${seconds(took)} · ${money(usd)}`)}`);
      for (const view of run.stepList) step(view);
      for (const [id, view] of Object.entries(run.nodes)) node(id, view);
    },
    event(event: RunEvent) {
      if (event.type === 'steps-laid') total += event.put.length;
      if ('step' in event) {
        if (event.step.endedAt) fractions.delete(event.step.id);
        if (event.type === 'step-done' || event.type === 'step-cached') ended += 1;
        step(event.step);
        node(event.step.node, event.node);
      }
      bar();
    },
    progress({ steps }) {
      for (const { id, fraction } of steps) fractions.set(id, fraction);
      bar();
    },
    ends(run) {
      clear();
      const took = run.endedAt && run.startedAt ? (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000 : 0;
      const reused = run.steps.cached ?? 0;
      const mark =
        run.state === 'done' ? pc.green('done') : run.state === 'awaiting-person' ? pc.yellow('waits for a person') : pc.red(run.state);
      console.error(
        `${mark} in ${took.toFixed(1)} s · ${run.steps.done ?? 0} steps run, ${reused} reused · ${money({ min: run.usd.actual, max: run.usd.actual })}`,
      );
    },
    wrote(file, { facts }) {
      const size = facts.width && facts.height ? `${facts.width}×${facts.height}` : '';
      const length = facts.seconds ? `${Math.round(Number(facts.seconds) * 100) / 100} s` : '';
      void stat(file).then(({ size: bytes }) =>
        console.log(`${file}  ${pc.dim([size, length, `${(bytes / 1e6).toFixed(1)} MB`].filter(Boolean).join(' · '))}`),
      );
    },
  };
}
