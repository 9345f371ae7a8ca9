/** What one moment must show: ground, mood, weather, then everybody and everything as `id=silhouette`, the lead first. */
export type Golden = { readonly text: string; readonly place: string; readonly seen: string };

const lighthouse = 'Cast: a lighthouse keeper, a ship. Setting: a lighthouse by the sea.';
const mars = 'Cast: Mara (a young astronaut), an old robot. Setting: Mars.';
const kitchen = 'Cast: a mother, two children, grandmother. Setting: a kitchen.';
const city = 'Cast: a detective, a car. Setting: the rainy city at night.';

/** Eight films, written by hand before the reader was run on them. */
export const goldenBriefs: Readonly<Record<string, readonly Golden[]>> = {
  'lighthouse, storm, ship': [
    {
      text: `A lighthouse keeper walks down to the water. ${lighthouse} Mood: dusk.`,
      place: 'coast dusk clear',
      seen: 'keeper=person:walk lighthouse=drawn:lighthouse',
    },
    {
      text: `He finds a message in a bottle. ${lighthouse} Framing: close view. Mood: dusk.`,
      place: 'coast dusk clear',
      seen: 'keeper=person:kneel bottle=drawn:bottle lighthouse=drawn:lighthouse',
    },
    {
      text: `A storm rises; a ship fights the waves. ${lighthouse} Mood: storm.`,
      place: 'coast storm storm',
      seen: 'ship=drawn:ship lighthouse=drawn:lighthouse',
    },
    {
      text: `The keeper waves and the ship is saved. ${lighthouse} Mood: dawn.`,
      place: 'coast dawn clear',
      seen: 'keeper=person:wave ship=drawn:ship lighthouse=drawn:lighthouse',
    },
  ],
  'desert caravan': [
    { text: 'A caravan of camels crosses the desert.', place: 'desert heat clear', seen: 'camel=icon:camel*3' },
    {
      text: 'A merchant in the desert looks at the pyramids at dusk.',
      place: 'desert dusk clear',
      seen: 'merchant=person:stand pyramid=drawn:pyramids*2',
    },
    { text: 'A sandstorm hides the dunes.', place: 'desert heat sand', seen: '' },
    { text: 'Two camels drink at the oasis at night.', place: 'desert night clear', seen: 'camel=icon:camel*2 oasis=icon:oasis' },
  ],
  'city detective at night': [
    { text: `A detective walks through the rain. ${city} Mood: night.`, place: 'city night rain', seen: 'detective=person:walk' },
    {
      text: `She reads an old letter under a street lamp. ${city} Mood: night.`,
      place: 'street night clear',
      seen: 'detective=person:hold:icon:envelope',
    },
    { text: `A black car chases her. ${city} Mood: night.`, place: 'city night clear', seen: 'detective=person car=icon:city-car' },
    { text: `The detective runs down the alley. ${city} Mood: night.`, place: 'street night clear', seen: 'detective=person:run' },
  ],
  'astronaut on mars': [
    { text: `Mara walks across the red planet. ${mars}`, place: 'planet mars clear', seen: 'mara=person:walk' },
    { text: `Discovers an old robot. ${mars}`, place: 'planet mars clear', seen: 'mara=person:kneel robot=icon:vintage-robot' },
    {
      text: `They watch the sunset together. ${mars} Mood: dusk.`,
      place: 'planet mars clear',
      seen: 'mara=person:stand robot=icon:vintage-robot',
    },
    { text: `A rocket flies through space. ${mars}`, place: 'space space clear', seen: 'rocket=icon:rocket' },
  ],
  'birthday party in a kitchen': [
    {
      text: `A birthday party. ${kitchen} Mood: day.`,
      place: 'kitchen day confetti',
      seen: 'mother=person cake=drawn:cake child=person*2 grandmother=person',
    },
    { text: `The mother bakes a cake. ${kitchen} Mood: day.`, place: 'kitchen day clear', seen: 'mother=person:hold cake=drawn:cake' },
    { text: `Two children dance. ${kitchen} Mood: day.`, place: 'kitchen day clear', seen: 'child=person:dance*2' },
    {
      text: `Grandmother arrives with a present. ${kitchen} Mood: night.`,
      place: 'kitchen lamplight clear',
      seen: 'grandmother=person:walk:icon:present',
    },
  ],
  'forest wolf in the snow': [
    { text: 'A wolf runs through the snowy forest.', place: 'snow winter snow', seen: 'wolf=animal:wolf:run' },
    {
      text: 'Three hunters follow it with lanterns. Cast: a wolf, three hunters. Setting: the snowy forest. Mood: snow.',
      place: 'snow winter snow',
      seen: 'hunter=person:walk:icon:old-lantern*3 wolf=animal:wolf',
    },
    { text: 'The wolf howls at the moon on a mountain. Mood: night.', place: 'mountains night clear', seen: 'wolf=animal:wolf:raise' },
    { text: 'A cabin in the woods.', place: 'forest dawn clear', seen: 'cabin=icon:wood-cabin' },
  ],
  'market street by day': [
    {
      text: 'A woman walks through the market with a basket. Mood: day.',
      place: 'market day clear',
      seen: 'woman=person:walk:icon:basket',
    },
    {
      text: 'A boy steals a loaf of bread and runs. Setting: the market. Mood: day.',
      place: 'market day clear',
      seen: 'boy=person:run:icon:sliced-bread',
    },
    { text: 'A musician plays the violin on the street. Mood: day.', place: 'street day clear', seen: 'musician=person:hold:icon:violin' },
    {
      text: 'A dog sleeps beside a red bicycle. Setting: the market. Mood: day.',
      place: 'market day clear',
      seen: 'dog=animal:dog:stand bicycle=icon:dutch-bike',
    },
  ],
  'product: a coffee machine': [
    { text: 'A coffee machine on a table.', place: 'studio studio clear', seen: 'machine=drawn:coffee-machine' },
    { text: 'Steam rises from a cup of coffee. Setting: a table.', place: 'studio studio clear', seen: 'coffee=icon:coffee-cup' },
    { text: 'A barista pours milk in the café. Mood: day.', place: 'room day clear', seen: 'barista=person:hold:icon:milk-carton' },
    { text: 'A woman drinks coffee by the window. Mood: day.', place: 'room day clear', seen: 'woman=person:sit:icon:coffee-cup' },
  ],
};
