import { type Settings, settingsOf } from '#graphs/document.ts';
import { tiers } from '#nodes/price.ts';
import { aspects, resolutions } from '#nodes/settings.ts';
import { NumberInput } from '../fields/number-input.tsx';
import { applyToDocument, useDocument } from '../stores/document.ts';
import { Segments } from '../ui/segments.tsx';
import { type Option, Select } from '../ui/select.tsx';

const tierOptions: readonly Option[] = [
  { value: 'animatic', title: 'Animatic', hint: 'free, drawn here' },
  { value: 'draft', title: 'Draft', hint: 'least expensive' },
  { value: 'standard', title: 'Standard' },
  { value: 'premium', title: 'Premium', hint: 'best models' },
];
const aspectTitles: Readonly<Record<string, string>> = {
  '16:9': 'wide',
  '9:16': 'upright',
  '1:1': 'square',
  '4:5': 'portrait',
  '21:9': 'cinema',
};
const rates = [24, 25, 30, 60] as const;

function set(settings: { readonly [K in keyof Settings]: Settings[K] | null }): void {
  applyToDocument({ do: 'set-settings', settings });
}

/** What the whole film is like, and the most a run of it may spend. */
export function GraphSettings() {
  const graph = useDocument((state) => state.graph);
  const { tier, aspect, frame, budgetMicros } = settingsOf(graph);
  const { resolution = '720p', budgetUsd } = graph.settings;
  return (
    <div className="grid grid-cols-[56px_minmax(0,1fr)] items-center gap-x-3 gap-y-2">
      <Label htmlFor="graph-tier">Quality</Label>
      <Select
        id="graph-tier"
        aria-label="Quality"
        value={tier}
        options={tierOptions}
        onValueChange={(value) => set({ tier: tiers.find((one) => one === value) ?? null })}
      />
      <Label htmlFor="graph-aspect">Shape</Label>
      <Select
        id="graph-aspect"
        aria-label="Shape of the picture"
        value={aspect}
        options={aspects.map((value) => ({ value, title: value, hint: aspectTitles[value] }))}
        onValueChange={(value) => set({ aspect: aspects.find((one) => one === value) ?? null })}
      />
      <Label>Size</Label>
      <Segments
        aria-label="Size"
        value={resolution}
        options={resolutions.map((value) => ({ value, title: value }))}
        onValueChange={(value) => set({ resolution: resolutions.find((one) => one === value) ?? null })}
      />
      <Label>Frames</Label>
      <Segments
        aria-label="Frames a second"
        value={String(frame.fps)}
        options={rates.map((rate) => ({ value: String(rate), title: `${rate}` }))}
        onValueChange={(value) => set({ fps: rates.find((rate) => String(rate) === value) ?? null })}
      />
      <Label htmlFor="graph-budget">Budget</Label>
      <NumberInput
        id="graph-budget"
        aria-label="Budget in US dollars"
        value={budgetUsd === undefined ? undefined : Number(budgetUsd)}
        start={budgetMicros / 1_000_000}
        placeholder="5"
        min={0}
        max={1_000_000}
        step={1}
        unit="US$"
        onChange={(value) => set({ budgetUsd: value !== undefined && value >= 0 && value <= 1_000_000 ? value : null })}
      />
      <p className="col-span-2 text-[12px] leading-4 text-faint">
        {frame.width}×{frame.height} at {frame.fps} frames a second. A run stops and asks before it would spend more than the budget.
      </p>
    </div>
  );
}

function Label({ htmlFor, children }: { htmlFor?: string; children: string }) {
  return htmlFor ? (
    <label htmlFor={htmlFor} className="text-muted">
      {children}
    </label>
  ) : (
    <span aria-hidden className="text-muted">
      {children}
    </span>
  );
}
