import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { installationFolder } from '#server/installation.ts';

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type Role = 'serve' | 'worker';
const ready: Record<Role, RegExp> = { serve: /ready at (\S+)/, worker: /worker (\S+) is ready/ };

/** One process of a fleet, as a supervisor starts it, that can be killed, frozen and started again. */
export class FleetProcess {
  readonly role: Role;
  /** What it has said on standard error since it was started last. */
  said = '';
  /** Address of a server, name of a worker. */
  name = '';
  private readonly env: NodeJS.ProcessEnv;
  private child: ChildProcess | undefined;

  constructor(role: Role, env: NodeJS.ProcessEnv) {
    this.role = role;
    this.env = env;
  }

  get runs(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get exitCode(): number | null {
    return this.child?.exitCode ?? null;
  }

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const args = ['--disable-warning=ExperimentalWarning', 'server/cli/main.ts', this.role];
    const child = spawn(process.execPath, args, { cwd: installationFolder, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.said = '';
    running.add(child);
    child.once('exit', () => running.delete(child));
    child.stderr.on('data', (part: Buffer) => {
      this.said = `${this.said}${part}`.slice(-20_000);
    });
    this.name = await new Promise<string>((resolve, reject) => {
      let out = '';
      child.stdout.on('data', (part: Buffer) => {
        out += part;
        const found = ready[this.role].exec(out)?.[1];
        if (found) resolve(found);
      });
      child.once('close', (code) => reject(new Error(`${this.role} ended with ${code} before it was ready: ${this.said}`)));
    });
  }

  kill9(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** As a supervisor stops it: gently. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Resolves with the exit code when it has ended by itself. */
  async ended(): Promise<number | null> {
    if (this.runs && this.child) await once(this.child, 'exit');
    return this.exitCode;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.child || !this.runs) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }
}
