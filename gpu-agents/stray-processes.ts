import { readdir, readFile } from 'node:fs/promises';
import { leaseVariable } from './runners/contract.ts';

/**
 * Ends every process that works for one of these leases: those of an agent that was killed, and children that left their
 * process group. They are known by a variable in their environment, which only Linux shows.
 */
export async function killStrays(leases: ReadonlySet<string>): Promise<number> {
  if (process.platform !== 'linux' || leases.size === 0) return 0;
  let killed = 0;
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    const lease = environment
      .split('\0')
      .find((entry) => entry.startsWith(`${leaseVariable}=`))
      ?.slice(leaseVariable.length + 1);
    if (lease === undefined || !leases.has(lease)) continue;
    try {
      process.kill(pid, 'SIGKILL');
      killed += 1;
    } catch {
      // It has ended meanwhile.
    }
  }
  return killed;
}
