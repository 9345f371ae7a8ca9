import { type Command, InvalidArgumentError, Option } from 'commander';
import chainFilm from '#graphs/templates/chain-film.json' with { type: 'json' };
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import { aspects } from '#nodes/settings.ts';
import { type RunOptions, withRunOptions } from './options.ts';
import { runGraph } from './run-graph.ts';

type FilmOptions = RunOptions & { shots?: number; seconds?: number; mode: 'keyframe' | 'chain'; aspect?: string; resolution?: string };

const between =
  (least: number, most: number, whole: boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value)))
      throw new InvalidArgumentError(`Give ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}.`);
    return value;
  };

/** `filmloom film "PROMPT"`: the sample film with this brief. */
export function addFilm(program: Command): void {
  withRunOptions(
    program
      .command('film')
      .description('makes a film from one text: the sample graph with this brief')
      .argument('<prompt>', 'what the film is about')
      .option('--shots <n>', 'how many shots (1–60)', between(1, 60, true))
      .option('--seconds <s>', 'seconds of each shot (1–60)', between(1, 60, false))
      .addOption(
        new Option('--mode <mode>', 'between keyframes, or each clip from the last frame before')
          .choices(['keyframe', 'chain'])
          .default('keyframe'),
      )
      .addOption(new Option('--aspect <aspect>', 'shape of the picture').choices([...aspects]))
      .addOption(new Option('--resolution <resolution>', 'shorter side of the picture').choices(['480p', '720p', '1080p'])),
  ).action(film);
}

async function film(prompt: string, { shots, seconds, mode, aspect, resolution, ...options }: FilmOptions): Promise<void> {
  const template = mode === 'chain' ? chainFilm : lighthouse;
  const settings = { ...template.settings, ...(aspect ? { aspect } : {}), ...(resolution ? { resolution } : {}) };
  const inputs = [
    `prompt=${JSON.stringify(prompt)}`,
    ...(shots === undefined ? [] : [`shots=${shots}`]),
    ...(seconds === undefined ? [] : [`seconds=${seconds}`]),
  ];
  await runGraph({ ...template, settings, name: prompt.slice(0, 60) }, { ...options, input: [...inputs, ...(options.input ?? [])] });
}
