import { FileSpreadsheet } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../ui/button.tsx';

/** Reads a table from a file of this computer. */
export function TableImport({ disabled, onText }: { disabled: boolean; onText(text: string): void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" look="quiet" icon={FileSpreadsheet} disabled={disabled} onClick={() => picker.current?.click()}>
        Import CSV
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void file.text().then(onText);
          event.target.value = '';
        }}
      />
    </>
  );
}
