import type { StepView } from '#server/contract/runs.ts';

export type Ask = NonNullable<StepView['ask']>;

const words: Readonly<Record<string, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  raise: 'Raise the budget',
  retry: 'Try again',
  'check-again': 'Check again',
  resubmit: 'Accept as lost and pay again',
  cancel: 'Give up this step',
};

/** An answer as its button says it; what costs money names the price. */
export function answerWords(choice: string, { usd }: Ask): string {
  const said = words[choice] ?? choice;
  return usd !== undefined && (choice === 'raise' || choice === 'resubmit') ? `${said} ($${usd})` : said;
}

/** What is asked, in words. */
export function askWords({ message }: Ask): string {
  return message || 'Is this good to go?';
}
