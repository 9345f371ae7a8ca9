import { StepError } from '#executors/errors.ts';
import { runTool } from '#executors/ffmpeg/run-tool.ts';
import { takeOver } from '#executors/run-step.ts';
import type { AgentRow } from '../protocol.ts';
import type { Allocation } from '../slots.ts';
import { leaseVariable, type Runner, type RunnerJob } from './contract.ts';
import { type ArgTemplate, fillTemplate } from './template.ts';
import { toolProgress } from './tool-progress.ts';
import { type ResultRule, toolResults } from './tool-results.ts';

/** Any program that makes files, as agent.yaml describes it. */
export type CommandSpec = {
  readonly row: AgentRow;
  readonly program: string;
  readonly args: readonly ArgTemplate[];
  readonly allocation: Allocation;
  readonly progress?: RegExp | undefined;
  readonly results: Readonly<Record<string, ResultRule>>;
  readonly timeoutMs: number;
  /** Names of the agent's own variables that the program may see. */
  readonly passEnv: readonly string[];
  readonly setEnv: Readonly<Record<string, string>>;
};

export function commandRunner(spec: CommandSpec): Runner {
  const { row, allocation } = spec;
  return {
    id: `command:${row.id}`,
    rows: [row],
    allocation,
    async run(job, files) {
      const folder = await files.workFolder();
      try {
        const args = await fillTemplate(spec.args, { job, files, folder });
        await runProgram(spec, args, job, folder);
        const gives = await toolResults(job.kind, spec.results, folder);
        return await takeOver(job, { gives: gives as never }, files);
      } finally {
        await files.dropWorkFolder(folder);
      }
    },
  };
}

async function runProgram(spec: CommandSpec, args: readonly string[], job: RunnerJob, folder: string): Promise<void> {
  const hear = spec.progress && toolProgress({ pattern: spec.progress }, (fraction, note) => job.progress(fraction, note));
  const hearStdout = spec.progress && toolProgress({ pattern: spec.progress }, (fraction, note) => job.progress(fraction, note));
  let tail = '';
  try {
    await runTool({
      program: spec.program,
      args,
      folder,
      signal: job.signal,
      timeoutMs: spec.timeoutMs,
      env: environmentOf(spec, job),
      onStdout(chunk) {
        const text = chunk.toString('utf8');
        tail = (tail + text).slice(-8_000);
        hearStdout?.(text);
      },
      onStderr(text) {
        tail = (tail + text).slice(-8_000);
        hear?.(text);
      },
    });
  } catch (error) {
    throw outOfMemory(error, tail) ?? error;
  }
}

function environmentOf({ passEnv, setEnv, allocation }: CommandSpec, { lease, gpus }: RunnerJob): Record<string, string> {
  const passed = passEnv.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8',
    ...Object.fromEntries(passed),
    ...setEnv,
    // A job sees its own GPUs and no others; one without GPUs sees none.
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: allocation.strategy === 'cpu' ? '' : gpus.join(','),
    [leaseVariable]: lease,
  };
}

function outOfMemory(error: unknown, tail: string): StepError | undefined {
  if (!(error instanceof StepError) || error.code !== 'TOOL_FAILED') return undefined;
  const detail = tail.slice(-4_000);
  if (/CUDA out of memory|OutOfMemoryError|cudaErrorMemoryAllocation/.test(tail)) {
    const message = 'The GPU has too little memory for this step. Choose a smaller size or length, or a model that needs less.';
    return new StepError('TOOL_FAILED', message, { detail, cause: error });
  }
  return new StepError('TOOL_FAILED', error.message, { detail, cause: error });
}
