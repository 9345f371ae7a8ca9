import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result, Warning } from '#nodes/items.ts';
import type { StepKind } from '#nodes/steps.ts';
import type { AssetFiles } from './assets.ts';
import { fetchChecked } from './fetch-checked.ts';
import type { CallStatus, GivenOutput } from './providers/contract.ts';
import { type StepJob, takeOver } from './run-step.ts';

type Delivery = {
  /** The provider's own address, from which files may come whatever it is. */
  readonly baseUrl: string;
  /** For files that are given to its owner alone. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** What is to be said of the result besides. */
  readonly warnings: readonly Warning[];
  /** Called when the first file has begun to arrive. */
  reached(): Promise<void> | void;
};

/**
 * Fetches what a provider has made, measures it and stores it. Free, and safe to repeat. Throws StepError: RESULT_GONE where
 * the files cannot be had any more.
 */
export async function deliver(
  job: { readonly kind: StepKind; readonly params: StepJob['params']; readonly take: number; readonly reads: StepJob['reads'] },
  status: Extract<CallStatus, { state: 'done' }>,
  files: AssetFiles,
  { baseUrl, key, signal, warnings, reached }: Delivery,
): Promise<Result> {
  const folder = await files.workFolder();
  let count = 0;
  const fetchOne = async (output: GivenOutput): Promise<{ file: string } | { value: unknown }> => {
    if ('value' in output) return { value: output.value };
    count += 1;
    const file = join(folder, `delivery-${count}`);
    if ('base64' in output) await writeFile(file, Buffer.from(output.base64, 'base64'));
    else
      await fetchChecked(output.url, {
        file,
        trustedOrigin: baseUrl,
        signal,
        ...(output.keyHeader && { trusted: { [output.keyHeader]: key } }),
      });
    await reached();
    return { file };
  };
  try {
    const gives: Record<string, unknown> = {};
    for (const [name, output] of Object.entries(status.gives))
      gives[name] = Array.isArray(output) ? await Promise.all(output.map(fetchOne)) : await fetchOne(output as GivenOutput);
    const said = [...warnings, ...(status.warnings ?? [])];
    return await takeOver({ ...job, signal, progress() {} }, { gives: gives as never, warnings: said }, files);
  } finally {
    await files.dropWorkFolder(folder);
  }
}
