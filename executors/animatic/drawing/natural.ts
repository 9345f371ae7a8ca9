import { type Colour, hex } from './colour.ts';

/** The colour a thing or an animal has of itself; what is not named here is drawn in ink. */
const named: Readonly<Record<string, string>> = {
  '#8f9aa8':
    'animal:wolf icon:rat icon:elephant icon:mammoth icon:dolphin icon:seagull animal:donkey icon:shark-fin icon:koala icon:pigeon icon:dove',
  '#a9744a':
    'animal:dog animal:horse icon:deer icon:squirrel icon:beaver icon:capybara icon:kangaroo icon:hedgehog icon:bison icon:owl icon:sparrow icon:boar icon:gorilla',
  '#d9793a': 'animal:fox icon:tiger icon:cat icon:salmon icon:clownfish icon:tropical-fish icon:crab',
  '#cf9a55': 'animal:lion animal:giraffe icon:camel drawn:pyramids icon:ostrich animal:llama',
  '#e6e2d8':
    'icon:polar-bear icon:sheep icon:swan icon:rabbit animal:goat icon:snowman icon:ghost icon:skeleton icon:cow icon:duck icon:canadian-goose',
  '#e8a3a0': 'icon:pig icon:flamingo icon:octopus icon:jellyfish icon:seahorse icon:brain',
  '#c2503c':
    'icon:rooster icon:chicken icon:shiny-apple icon:strawberry icon:tomato icon:cherry icon:ladybug icon:raspberry icon:roast-chicken icon:giant-squid icon:wyvern',
  '#6f9a52':
    'icon:frog icon:tortoise icon:sea-turtle icon:snake icon:gecko icon:cactus icon:pear icon:three-leaves icon:sprout icon:bonsai-tree icon:flower-pot icon:avocado icon:watermelon icon:velociraptor icon:diplodocus drawn:tree icon:willow-tree icon:birch-trees icon:palm-tree icon:pine-tree icon:oasis icon:baobab icon:sea-serpent',
  '#d8ac5a':
    'icon:sliced-bread icon:croissant icon:pretzel icon:cookie icon:pie-slice icon:cheese-wedge icon:honeypot icon:lemon icon:banana-bunch icon:pineapple icon:corn icon:coins-pile icon:gold-bar icon:crown icon:trophy-cup icon:ringing-bell icon:open-treasure-chest icon:key icon:full-pizza icon:hamburger icon:tacos icon:french-fries icon:compass icon:magic-lamp icon:diamond-ring icon:sunflower icon:spyglass icon:trumpet icon:saxophone icon:bee icon:maple-leaf icon:beer-stein icon:beehive icon:pocket-watch',
  '#efe4cc':
    'icon:envelope icon:love-letter icon:tied-scroll icon:treasure-map icon:open-book icon:newspaper icon:notebook icon:popcorn icon:milk-carton icon:teapot icon:coffee-cup icon:coffee-mug icon:big-egg icon:candle-light icon:paper-plane icon:paper-boat icon:rice icon:bowl-of-rice icon:noodles icon:feather icon:hourglass icon:pillow icon:sailboat icon:igloo icon:ballerina-shoes icon:piano',
  '#9a6844':
    'icon:violin icon:guitar icon:wooden-chair icon:barrel icon:wooden-crate icon:locked-chest icon:basket icon:easel icon:bookshelf icon:spinning-wheel icon:rocking-chair drawn:bench icon:desk icon:drawn:rowing-boat drawn:rowing-boat drawn:ship icon:raft icon:suitcase icon:briefcase icon:backpack icon:cardboard-box-closed icon:log icon:axe-in-stump icon:drum icon:accordion icon:old-wagon icon:puppet icon:harp icon:fishing-pole icon:wood-cabin icon:hut icon:barn icon:stable icon:windmill icon:full-wood-bucket icon:spade icon:wooden-sign icon:door icon:wooden-door',
  '#c8566b':
    'icon:rose drawn:flowers icon:flowers icon:cupcake icon:donut icon:wrapped-sweet icon:spiral-lollipop icon:present icon:wine-bottle icon:balloons icon:kite icon:umbrella icon:cake-slice icon:peach icon:matryoshka-dolls icon:perfume-bottle icon:lipstick icon:butterfly icon:sofa icon:armchair icon:boxing-glove icon:mailbox',
  '#8a6bb8':
    'icon:grapes icon:crystal-ball icon:crystal-growth icon:standing-potion icon:spell-book icon:wizard-staff icon:dragonfly icon:manta-ray icon:portal',
  '#5b87b8':
    'drawn:whale icon:hummingbird icon:watering-can icon:fish-bucket icon:globe icon:emerald icon:school-of-fish icon:mermaid icon:ice-skate icon:jug icon:porcelain-vase',
  '#b9bdc6':
    'icon:broadsword icon:katana icon:vintage-robot icon:shield icon:laptop icon:smartphone icon:photo-camera icon:old-microphone icon:telescope icon:microscope icon:wrench icon:toaster icon:blender icon:fridge icon:washing-machine icon:rocket icon:space-shuttle icon:lunar-module icon:commercial-airplane icon:helicopter icon:ufo icon:satellite icon:spaceship icon:zeppelin icon:submarine icon:mars-curiosity icon:anchor icon:base-dome icon:video-camera icon:headphones icon:battle-mech icon:kitchen-knives icon:biplane icon:starfighter icon:delivery-drone icon:radar-dish icon:moka-pot icon:coffee-pot',
  '#e08a3c': 'icon:pumpkin icon:pumpkin-lantern icon:carrot icon:basketball-ball icon:orange-slice',
};

const colours = new Map(
  Object.entries(named).flatMap(([colour, list]) => list.split(' ').map((silhouette) => [silhouette, hex(colour)] as const)),
);

/** The natural colour of a silhouette, where it has one. */
export function naturalColour(silhouette: string): Colour | undefined {
  return colours.get(silhouette);
}
