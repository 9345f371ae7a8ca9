import { Eye, EyeOff } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { CredentialView } from '#server/contract/credentials.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import type { KeyWork } from './use-key.ts';

type KeyFormProps = { credential: CredentialView; work: KeyWork; onCancel: (() => void) | undefined; onSaved(): void };

/** Takes a key in. It leaves the page once, to be stored, and is never shown again. */
export function KeyForm({ credential: { title, keyPage }, work, onCancel, onSaved }: KeyFormProps) {
  const id = useId();
  const [key, setKey] = useState('');
  const [shown, setShown] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (key.trim() === '' || !(await work.save(key.trim()))) return;
    setKey('');
    setShown(false);
    onSaved();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative min-w-0 flex-1 basis-56">
          <TextInput
            id={id}
            type={shown ? 'text' : 'password'}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            placeholder="Paste a key"
            aria-label={`Key of ${title}`}
            aria-describedby={keyPage ? `${id}-where` : undefined}
            autoComplete="new-password"
            autoCapitalize="off"
            spellCheck={false}
            autoFocus={onCancel !== undefined}
            className="pr-9 font-mono text-[12px]"
          />
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? 'Hide the key' : 'Show the key'}
            small
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute top-1 right-1"
          />
        </div>
        <Button
          type="submit"
          look={key.trim() === '' ? 'plain' : 'primary'}
          aria-label={`Save the key of ${title}`}
          disabled={key.trim() === ''}
          busy={work.doing === 'save'}
        >
          Save
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      {keyPage && (
        <p id={`${id}-where`} className="mt-2 text-[12px] text-faint">
          Make a key at{' '}
          <a href={keyPage} target="_blank" rel="noreferrer" className="text-muted underline underline-offset-2 hover:text-text">
            {pageWords(keyPage)}
          </a>
          .
        </p>
      )}
    </form>
  );
}

/** `https://wavespeed.ai/accesskey` → `wavespeed.ai/accesskey`. */
function pageWords(page: string): string {
  return page.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '');
}
