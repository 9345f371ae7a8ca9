type Rule = readonly [words: RegExp, instead: string];

const any = (words: string): RegExp => new RegExp(`\\b(?:${words})\\b`, 'giu');

/** Said more gently, with the meaning kept. */
const mild: readonly Rule[] = [
  [any('blood[- ]?(?:soaked|stained|covered)'), 'red-stained'],
  [any('bloody|bloodied|gory'), 'grim'],
  [any('blood'), 'red paint'],
  [any('gore'), 'chaos'],
  [any('massacres?|slaughters?|bloodbath'), 'tragedy'],
  [any('murders?|kills?|assassinates?|slays?|stabs?|strangles?'), 'confronts'],
  [any('murdered|killed|assassinated|slain|stabbed|strangled|shot dead'), 'defeated'],
  [any('murdering|killing|slaying|stabbing|strangling'), 'confronting'],
  [any('murderers?|killers?|assassins?'), 'villain'],
  [any('corpses?|dead bod(?:y|ies)|cadavers?'), 'still figure'],
  [any('beheaded|decapitated|dismembered|mutilated'), 'broken'],
  [any('tortures?|tortured|torturing'), 'threatened'],
  [any('suicide'), 'despair'],
  [any('machine guns?|assault rifles?|shotguns?|handguns?|pistols?|rifles?|guns?'), 'prop'],
  [any('naked|nude|topless|undressed'), 'clothed'],
  [any('sexy|erotic|seductive|sensual|lewd'), 'elegant'],
  [any('lingerie|underwear|bikinis?'), 'summer clothes'],
  [any('sex|orgy|porn(?:ographic)?'), 'romance'],
  [any('cocaine|heroin|meth'), 'powder'],
  // Protected characters and marks, by what they are.
  [any('mickey mouse'), 'a cartoon mouse'],
  [any('spider-?man|batman|superman|iron man|wonder woman'), 'a masked hero'],
  [any('darth vader|stormtroopers?'), 'a dark space knight'],
  [any('harry potter'), 'a young wizard'],
  [any('pikachu|pok[eé]mon'), 'a small bright creature'],
  [any('disney|pixar|marvel|dreamworks|ghibli'), 'animated'],
  [any('coca-?cola|pepsi'), 'a soft drink'],
  [any('nike|adidas|gucci|prada|louis vuitton'), 'fashion'],
  [any('ferrari|lamborghini|porsche|tesla'), 'sports car'],
  [any('iphone|macbook'), 'device'],
];

/** What is left is taken out or told from far away. */
const strong: readonly Rule[] = [
  [any('weapons?|knife|knives|swords?|daggers?|blades?|axes?|bombs?|grenades?|explosives?|props?'), 'thing'],
  [any('fights?|battles?|attacks?|assaults?|wars?|confronts?|defeats?'), 'meets'],
  [any('fighting|battling|attacking|confronting'), 'meeting'],
  [any('explosions?|explodes?|exploding'), 'bright light'],
  [any('wounds?|wounded|injured|bleeding|dying|dead|death|defeated'), 'tired'],
  [any('terror(?:ists?|ism)?|hostages?|villains?'), 'stranger'],
  [any('kiss(?:es|ing)?|embraces?|embracing|lovers?|romance'), 'together'],
  [any('breasts?|cleavage|thighs?|bare skin'), ''],
  [any('drugs?|drunk|cigarettes?|smoking'), ''],
  [any('children|child|kids?|teen(?:age(?:r|rs)?)?s?|girls?|boys?'), 'people'],
];

/** A title and two capitalised words, or a person "called" something: reads like somebody's name. */
const famous: readonly Rule[] = [
  [
    /\b(?:President|King|Queen|Prince|Princess|Pope|Senator|Mr|Mrs|Ms|Dr)\.?\s+\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+)?/gu,
    'a well-known person',
  ],
  [/(?<=\b(?:looks? like|resembling|played by|starring)\s)\p{Lu}[\p{Ll}'-]+\s+\p{Lu}[\p{Ll}'-]+/gu, 'someone'],
];

/**
 * Softens what moderation may have refused, by fixed rules: round 1 says violent, sexual and protected words more gently,
 * round 2 and later take out what is left and names that read like real people's. Pure. `changed` is false where no rule fits.
 */
export function reword(text: string, round: number): { readonly text: string; readonly changed: boolean } {
  if (round < 1) return { text, changed: false };
  const rules = round === 1 ? mild : [...mild, ...famous, ...strong];
  let softer = text;
  for (const [words, instead] of rules) {
    const source = softer;
    softer = source.replace(words, (found, at: number) => (opensSentence(source, at, found) ? capital(instead) : instead));
  }
  if (softer === text) return { text, changed: false };
  const tidy = softer
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/ +([,.;:!?])/g, '$1')
    .trim();
  return { text: tidy, changed: tidy !== text };
}

/** Whether what was found is capitalised because a sentence begins with it. */
function opensSentence(text: string, at: number, found: string): boolean {
  return /^\p{Lu}/u.test(found) && /(?:^|[.!?:]\s+|\n\s*)$/u.test(text.slice(0, at));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
