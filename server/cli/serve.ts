import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { checkBind, readSettings, type Settings } from '../env.ts';
import type { RunningServer } from '../start-server.ts';

type Options = { port?: string; host?: string; open?: boolean };

/** `filmloom serve`: the server with the editor, until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('starts the server with the editor')
    .option('--port <port>', 'port to listen on (FILMLOOM_PORT)')
    .option('--host <address>', 'address to listen on (FILMLOOM_HOST)')
    .option('--open', 'open the editor in a browser')
    .action(serve);
}

async function serve({ port, host, open }: Options): Promise<void> {
  const given = { ...process.env, ...(port !== undefined && { FILMLOOM_PORT: port }), ...(host !== undefined && { FILMLOOM_HOST: host }) };
  const settings = checkBind(readSettings(given));
  const server = await start(settings);
  stopOnSignal(server);
  console.log(`Filmloom is ready at ${server.url}`);
  if (open) openBrowser(server.url);
}

/** What it takes to serve is loaded here, so that other commands and `--help` start without it. */
async function start(settings: Settings): Promise<RunningServer> {
  const [{ createLog }, { startServer }] = await Promise.all([import('../log.ts'), import('../start-server.ts')]);
  return await startServer({ settings, log: createLog(settings.logLevel) });
}

/** The first signal says what is in flight and stops gently, the second stops at once. */
function stopOnSignal(server: RunningServer): void {
  let stopping = false;
  const stop = async (signal: 'SIGINT' | 'SIGTERM'): Promise<void> => {
    if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143);
    stopping = true;
    console.error(await inFlight(server));
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: Error) => {
        console.error(`Filmloom could not stop cleanly: ${error.message}`);
        process.exit(1);
      });
    });
  }
}

async function inFlight({ engine, owner }: RunningServer): Promise<string> {
  const { runs } = await engine.list(owner, { state: 'running', limit: 100 });
  const steps = runs.reduce((sum, run) => sum + (run.steps.running ?? 0), 0);
  if (runs.length === 0) return 'Stopping.';
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `Stopping. ${count(runs.length, 'run')} with ${count(steps, 'step')} under way will go on at the next start. Ctrl+C again stops at once.`;
}

/** The browser is another program of the person's; that it is missing is no reason to stop. */
function openBrowser(url: string): void {
  const [command, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command ?? 'xdg-open', [...before, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => console.error(`No browser could be opened. Open ${url} yourself.`));
  child.unref();
}
