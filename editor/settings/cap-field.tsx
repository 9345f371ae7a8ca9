import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { queryKeys } from '../server/queries.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/text-input.tsx';

const amount = /^\d{1,9}(\.\d{1,2})?$/;

/** The most that the workspace may spend in a month; empty takes the limit away. */
export function CapField({ usd = '' }: { usd?: string | undefined }) {
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const wanted = (text ?? usd).trim().replace(/^\$/, '');
  const isChanged = text !== undefined && wanted !== usd;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (wanted !== '' && !amount.test(wanted)) return setProblem('An amount in dollars, such as 50 or 12.50.');
    setBusy(true);
    setProblem(undefined);
    try {
      await api.setCap(wanted === '' ? null : wanted);
      await client.invalidateQueries({ queryKey: queryKeys.spending });
      setText(undefined);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <label htmlFor={id} className="font-medium">
        Monthly limit
      </label>
      <div className="mt-1.5 flex gap-2">
        <div className="relative min-w-0 flex-1">
          <span aria-hidden className="pointer-events-none absolute top-1.5 left-2.5 text-faint">
            $
          </span>
          <TextInput
            id={id}
            inputMode="decimal"
            value={text ?? usd}
            placeholder="no limit"
            onChange={(event) => setText(event.target.value)}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-help`}
            autoComplete="off"
            className="pl-6"
          />
        </div>
        <Button type="submit" look={isChanged ? 'primary' : 'plain'} disabled={!isChanged} busy={busy} aria-label="Save the monthly limit">
          Save
        </Button>
      </div>
      <p id={`${id}-help`} role="status" className={problem ? 'mt-2 text-[12px] text-failed' : 'mt-2 text-[12px] text-faint text-pretty'}>
        {problem ?? 'A step that would go over it asks first. Months are counted in UTC.'}
      </p>
    </form>
  );
}
