import type { InputFile } from '#gpu-agents/protocol.ts';
import type { Item } from '#nodes/items.ts';
import { kindOf } from '#nodes/steps.ts';
import type { Task } from '#server/queue/contract.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { Transfers } from './transfers.ts';

type Parts = { readonly storage: Storage; readonly transfers: Transfers };

/** The files that a task reads, each once, with addresses that are valid for a while. */
export async function inputsOf({ job }: Task, { storage, transfers }: Parts): Promise<InputFile[]> {
  const ids = new Set<string>();
  for (const [name, { kind }] of Object.entries(kindOf(job.kind).reads)) {
    if (kind !== 'image' && kind !== 'video' && kind !== 'audio') continue;
    const read = job.reads[name];
    for (const { hash } of read === undefined ? [] : ([read].flat() as Item[])) ids.add(hash);
  }
  const one = async (sha256: string): Promise<InputFile> => ({
    sha256,
    bytes: (await storage.bytes(sha256)) ?? 0,
    url: await transfers.download(sha256),
  });
  return Promise.all([...ids].map(one));
}
