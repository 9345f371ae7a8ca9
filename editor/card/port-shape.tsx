import type { ValueKind } from '#nodes/ports.ts';

const outlines: Readonly<Record<ValueKind, string>> = {
  text: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Z',
  number: 'M6 2.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z',
  image: 'M6 .4 11.6 6 6 11.6.4 6Z',
  video: 'M3 1h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Z',
  audio: 'M1.4 1.2 11.4 6 1.4 10.8Z',
  captions: 'M1.5 1h9.5L8.6 4.5 11 8H4v3.4H1.5Z',
  shot: 'M3.3 1.2h5.4L11.5 6 8.7 10.8H3.3L.5 6Z',
};

/** The sign of a kind of value, 12 px, in the present colour: a list has a second outline around it. */
export function PortShape({ kind, many, hollow }: { kind: string; many: boolean; hollow?: boolean }) {
  const d = outlines[kind as ValueKind] ?? outlines.number;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" overflow="visible" style={{ overflow: 'visible' }}>
      {many && (
        <path
          d={d}
          transform="translate(6 6) scale(1.55) translate(-6 -6)"
          fill="var(--card)"
          stroke="currentColor"
          strokeWidth={0.9}
          strokeLinejoin="round"
        />
      )}
      <path
        d={d}
        fill={hollow ? 'var(--card)' : 'currentColor'}
        stroke="currentColor"
        strokeWidth={hollow ? 1.6 : 0}
        strokeLinejoin="round"
        transform={many ? 'translate(6 6) scale(.8) translate(-6 -6)' : undefined}
      />
    </svg>
  );
}
