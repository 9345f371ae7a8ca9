import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextInput } from '../ui/text-input.tsx';

/** Asks for a new name. */
export function RenameDialog({ name, onClose, onRename }: { name: string; onClose(): void; onRename(name: string): void }) {
  const [text, setText] = useState(name);
  const trimmed = text.trim();
  const submit = (): void => {
    if (trimmed === '') return;
    if (trimmed !== name) onRename(trimmed);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Rename"
      size="small"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={trimmed === ''} onClick={submit}>
            Rename
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          value={text}
          maxLength={200}
          aria-label="Name"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
