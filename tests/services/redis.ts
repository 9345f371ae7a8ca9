import { connect } from 'node:net';
import { freePort, type GuardedProcess, openGuardedProcess, requireProgram, until } from './guarded-process.ts';

export type Redis = {
  readonly url: string;
  readonly port: number;
  /** Sends one command in one line, such as `CONFIG SET maxmemory-policy noeviction`. */
  command(line: string): Promise<void>;
  /** Forgets everything it holds. */
  flush(): Promise<void>;
  /** Stops answering, with every connection open, until `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it as an administrator does. `restart` brings it back with its data. */
  down(): Promise<void>;
  /** Kills it. `restart` brings it back with its data. */
  kill9(): Promise<void>;
  /** Ends it where it runs, and starts it at the same address. */
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
};

/** Starts a Redis of its own on a free port, with its data on disk. */
export async function startRedis(): Promise<Redis> {
  const program = requireProgram(['redis-server', 'valkey-server'], 'redis-server');
  const service = await openGuardedProcess('redis', 'TERM');
  try {
    const port = await freePort();
    await launch(service, program, port);
    return control(service, program, port);
  } catch (error) {
    await service.dispose();
    throw error;
  }
}

function control(service: GuardedProcess, program: string, port: number): Redis {
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    command: (line) => command(port, line),
    flush: () => command(port, 'FLUSHALL'),
    pause: () => service.signal('SIGSTOP'),
    resume: () => service.signal('SIGCONT'),
    down: () => service.signal('SIGTERM', { untilExit: true }),
    kill9: () => service.signal('SIGKILL', { untilExit: true }),
    async restart() {
      await service.signal('SIGCONT');
      await service.signal('SIGTERM', { untilExit: true });
      await launch(service, program, port);
    },
    stop: () => service.dispose(),
  };
}

/** Starts it and waits until it answers, also until it has read its data. */
async function launch(service: GuardedProcess, program: string, port: number): Promise<void> {
  service.start(program, ['--bind', '127.0.0.1', '--port', String(port), '--dir', service.folder, '--appendonly', 'yes', '--save', '']);
  let why = '';
  const answers = async () => {
    const end = await service.ended();
    if (end) throw new Error(end);
    why = await ask(port, 'PING').catch((error: Error) => error.message);
    return why.startsWith('+PONG');
  };
  await until(answers, () => `Redis did not start: ${why}`);
}

async function command(port: number, line: string): Promise<void> {
  const answer = await ask(port, line);
  if (!answer.startsWith('+OK')) throw new Error(`Redis refused ${line}: ${answer}`);
}

/** Sends one command and gives the first part of the answer. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(20_000, () => socket.destroy(new Error('Redis does not answer')));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      resolve(String(answer));
      socket.destroy();
    });
  });
}
