import { Check, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLocation } from 'wouter';
import { say } from '../canvas/announce.ts';
import { sentenceOf } from '../server/api-error.ts';
import { type SaveState, useDocument } from '../stores/document.ts';
import { keepMineAsCopy, takeTheirs } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const words: Readonly<Record<SaveState['is'], string>> = {
  saved: 'Saved',
  unsaved: 'Unsaved',
  saving: 'Saving …',
  offline: 'Unsaved, offline, retrying',
  failed: 'Not saved',
  conflict: 'Changed elsewhere',
};
const signs = { saved: Check, unsaved: RefreshCw, saving: RefreshCw, offline: CloudOff, failed: TriangleAlert, conflict: TriangleAlert };

/** Whether the server holds what is on the screen, always true to the fact. */
export function SaveSign() {
  const save = useDocument((state) => state.save);
  const Icon = signs[save.is];
  const calm = save.is === 'saved' || save.is === 'saving' || save.is === 'unsaved';
  return (
    <>
      <output
        className={`flex min-w-0 items-center gap-1.5 text-xs ${calm ? 'text-faint' : 'text-waiting'}`}
        title={save.is === 'failed' ? save.reason : undefined}
        data-save={save.is}
      >
        <Icon size={13} aria-hidden className="shrink-0" />
        <span className="truncate">{save.is === 'failed' ? `Not saved: ${save.reason}` : words[save.is]}</span>
      </output>
      {save.is === 'conflict' && <ConflictDialog />}
    </>
  );
}

function ConflictDialog() {
  const [open, setOpen] = useState(true);
  const [busy, setBusy] = useState(false);
  const [, navigate] = useLocation();
  const settle = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await work().catch((error: unknown) => void toast.error(sentenceOf(error)));
    setBusy(false);
  };
  const copy = async (): Promise<void> => {
    const id = await keepMineAsCopy();
    say('Your version was saved as a graph of its own.');
    navigate(`/graphs/${id}`);
  };
  if (!open) {
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        Decide …
      </Button>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={setOpen}
      size="small"
      title="This graph was changed elsewhere"
      footer={
        <>
          <Button onClick={() => void settle(takeTheirs)} busy={busy}>
            Take the other version
          </Button>
          <Button look="primary" onClick={() => void settle(copy)} busy={busy}>
            Keep mine as a copy
          </Button>
        </>
      }
    >
      <p>
        Another window or another person saved it after you opened it. Nothing is lost: keep your version as a graph of its own, or go on
        with the other version and get yours back with Undo.
      </p>
    </Dialog>
  );
}
