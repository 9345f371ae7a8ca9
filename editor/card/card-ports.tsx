import type { NodeDef } from '#nodes/define.ts';
import type { SeenProblem } from '../stores/estimate.ts';
import { PortHandle } from './port-handle.tsx';

/** Inputs at the left and outputs at the right, each level with its label. */
export function CardPorts({ id, definition, problems }: { id: string; definition: NodeDef; problems: readonly SeenProblem[] }) {
  const inputs = Object.entries(definition.inputs);
  const outputs = Object.entries(definition.outputs);
  const rows = Math.max(inputs.length, outputs.length);
  if (rows === 0) return null;
  return (
    <div className="shrink-0 pb-2">
      {Array.from({ length: rows }, (_, row) => {
        const input = inputs[row];
        const output = outputs[row];
        return (
          <div
            key={`${input?.[0]}-${output?.[0]}`}
            className="relative flex h-6.5 items-center justify-between gap-3 px-3.5 text-muted text-xs"
          >
            {input ? (
              <PortHandle
                node={id}
                name={input[0]}
                port={input[1]}
                side="input"
                problem={problems.find(({ port }) => port === input[0])?.message}
              />
            ) : (
              <span />
            )}
            {output && <PortHandle node={id} name={output[0]} port={output[1]} side="output" />}
          </div>
        );
      })}
    </div>
  );
}
