import { AudioLines, Captions as CaptionsIcon, Download, FileText, FileVideo, FolderArchive, ImageIcon } from 'lucide-react';
import { formatSrt, formatVtt } from '#nodes/captions-format.ts';
import { captionsSchema } from '#nodes/values.ts';
import type { RunOutput } from '#server/contract/runs.ts';
import { api } from '../server/api.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { saveText } from '../ui/save-text.ts';
import { elementWords } from '../words/element.ts';
import { factWords } from '../words/facts.ts';

const signs: Readonly<Record<string, typeof Download>> = { video: FileVideo, image: ImageIcon, audio: AudioLines, captions: CaptionsIcon };

/** Every file of a run, each to be saved alone, or all in one. */
export function OutputList({ runId, outputs }: { runId: string; outputs: readonly RunOutput[] }) {
  if (outputs.length === 0) {
    return (
      <EmptyState icon={Download} title="Files appear here">
        Film, captions, posters and versions for social platforms, as soon as each is made.
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <ul className="min-h-0 flex-1 overflow-y-auto p-2">
        {outputs.map((output) => (
          <OutputLine key={`${output.node} ${output.port} ${output.key}`} output={output} />
        ))}
      </ul>
      <div className="border-t border-line p-2">
        <a
          href={api.outputsZipUrl(runId)}
          download
          className="flex h-8 items-center justify-center gap-2 rounded-md border border-line bg-card font-medium hover:border-line-strong hover:bg-raised"
        >
          <FolderArchive aria-hidden size={15} strokeWidth={1.75} />
          Save everything as ZIP
        </a>
      </div>
    </div>
  );
}

function OutputLine({ output }: { output: RunOutput }) {
  const { kind, title, key, fileName, facts, bytes, downloadUrl } = output;
  const Sign = signs[kind] ?? FileText;
  const words = factWords(facts, bytes);
  const what = kind === 'captions' ? `${title}, captions` : title;
  const name = /^\d+$/.test(key) ? what : `${what} · ${elementWords(key)}`;
  return (
    <li className="flex items-center gap-2.5 rounded-md px-2 py-1 hover:bg-raised">
      <span data-kind={kind} className="text-(--kind)">
        <Sign aria-hidden size={16} strokeWidth={1.75} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={fileName}>
          {name}
        </span>
        <span className="block truncate text-[12px] text-faint">{words || fileName}</span>
      </span>
      {kind === 'captions' ? (
        <CaptionsLinks output={output} />
      ) : (
        <a
          href={downloadUrl}
          download={fileName}
          aria-label={`Save ${fileName}`}
          title={`Save ${fileName}`}
          className="icon-button shrink-0"
        >
          <Download aria-hidden size={16} strokeWidth={1.75} />
        </a>
      )}
    </li>
  );
}

/** Captions are saved in either of the two formats that players read. */
function CaptionsLinks({ output: { value, fileName } }: { output: RunOutput }) {
  const captions = captionsSchema.safeParse(value);
  if (!captions.success) return null;
  const base = fileName.replace(/\.[^.]+$/, '');
  return (
    <>
      <TextSave text={() => formatSrt(captions.data)} fileName={`${base}.srt`} word="SRT" />
      <TextSave text={() => formatVtt(captions.data)} fileName={`${base}.vtt`} word="VTT" />
    </>
  );
}

function TextSave({ text, fileName, word }: { text(): string; fileName: string; word: string }) {
  return (
    <button
      type="button"
      aria-label={`Save ${fileName}`}
      onClick={() => saveText(text(), fileName)}
      className="h-7 rounded-md border border-line px-2 text-[12px] text-muted transition-colors duration-120 hover:border-line-strong hover:text-text"
    >
      {word}
    </button>
  );
}
