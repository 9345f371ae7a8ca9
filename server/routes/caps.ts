import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { microsFromUsd, usdFromMicros } from '#server/contract/money.ts';
import { type CapsAnswer, capRequest, capsAnswer } from '#server/contract/money-views.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Caller } from '#server/runs/engine-contract.ts';
import type { Store } from '#server/store/contract.ts';
import type { MonthlyCap } from '#server/store/money-contract.ts';

export function addCapRoutes(app: App, { store }: AppParts): void {
  const tags = ['money'];
  const answers = { 200: capsAnswer, ...refusals };
  app.get('/caps', { schema: { tags, summary: 'Monthly caps', response: answers } }, async (request) => ({
    caps: capViews(await store.caps.list(callerOf(request).workspaceId)),
  }));
  const set = { tags, summary: 'Set the monthly cap of a user or of the workspace, or take it away', body: capRequest, response: answers };
  app.put('/caps', { schema: set }, async (request) => {
    const caller = callerOf(request);
    const { scope, subjectId, usd } = request.body;
    const subject = subjectId ?? (scope === 'user' ? caller.userId : caller.workspaceId);
    await demandSubject(store, caller, scope, subject);
    await store.caps.set(caller.workspaceId, scope, subject, usd === null ? null : microsFromUsd(usd));
    return { caps: capViews(await store.caps.list(caller.workspaceId)) };
  });
}

export function capViews(caps: readonly MonthlyCap[]): CapsAnswer['caps'] {
  return caps.map(({ scope, subjectId, limitMicros }) => ({ scope, subjectId, usd: usdFromMicros(limitMicros) }));
}

async function demandSubject({ accounts }: Store, { workspaceId }: Caller, scope: 'user' | 'workspace', subjectId: string): Promise<void> {
  const isOurs = scope === 'workspace' ? subjectId === workspaceId : await accounts.hasUser(workspaceId, subjectId);
  if (!isOurs)
    throw new ApiError(404, 'SUBJECT_UNKNOWN', `This workspace has no ${scope} “${subjectId}”. Leave subjectId out to cap your own.`);
}
