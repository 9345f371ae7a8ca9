import { toast } from 'sonner';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { followRun } from '../stores/follow-run.ts';
import { useRun } from '../stores/run.ts';

/** Makes results anew, though they are stored. */
export async function makeAgain(node: string, elements?: string[]): Promise<void> {
  const { run } = useRun.getState();
  if (!run) return;
  try {
    await api.retry(run.id, node, { fresh: true, ...(elements && { elements }) });
    followRun(run.id);
  } catch (error) {
    toast.error(sentenceOf(error));
  }
}
