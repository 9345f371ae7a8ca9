import { settingsOf } from '#graphs/document.ts';
import { tiers } from '#nodes/price.ts';
import { aspects } from '#nodes/settings.ts';
import { useDocument } from '../stores/document.ts';
import { Select } from '../ui/select.tsx';

const tierTitles = { animatic: 'Animatic', draft: 'Draft', standard: 'Standard', premium: 'Premium' };
const tierHints = { animatic: 'free, drawn here', draft: 'least expensive models', standard: 'good models', premium: 'best models' };
const aspectHints: Readonly<Record<string, string>> = {
  '16:9': 'wide',
  '9:16': 'upright',
  '1:1': 'square',
  '4:5': 'portrait',
  '21:9': 'cinema',
};

/** Quality and shape of the whole film. */
export function FilmSettings() {
  const { tier, aspect } = settingsOf(useDocument((state) => state.graph));
  const { apply } = useDocument.getState();
  return (
    <div className="flex items-center gap-1.5">
      <div className="w-28">
        <Select
          small
          aria-label="Quality"
          value={tier}
          options={tiers.map((value) => ({ value, title: tierTitles[value], hint: tierHints[value] }))}
          onValueChange={(value) => apply({ do: 'set-settings', settings: { tier: tiers.find((each) => each === value) ?? null } })}
        />
      </div>
      <div className="w-20">
        <Select
          small
          aria-label="Shape of the picture"
          value={aspect}
          options={aspects.map((value) => ({ value, title: value, hint: aspectHints[value] }))}
          onValueChange={(value) => apply({ do: 'set-settings', settings: { aspect: aspects.find((each) => each === value) ?? null } })}
        />
      </div>
    </div>
  );
}
