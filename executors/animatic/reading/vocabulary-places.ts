import type { Lines } from './vocabulary-lines.ts';

export const places: readonly Lines[] = [
  {
    place: 'land',
    landmark: true,
    lines: `
drawn:lighthouse 15: lighthouse, light house, beacon tower
drawn:castle 24: castle, palace, fortress, citadel
castle-ruins 14: ruin, ruins, castle ruin
family-house 8: house, mansion, villa, manor, farmhouse, townhouse
house 6: bungalow, home
wood-cabin 5: cabin, cottage, lodge, chalet, log cabin
hut 4: hut, shack
huts-village 6: settlement
barn 9: barn
stable 5: stables
windmill 12: windmill
water-mill 9: watermill, water mill, mill
church 18: church, chapel, abbey, monastery
saint-basil-cathedral 20: cathedral
greek-temple 12: temple, acropolis, parthenon
pagoda 18: pagoda
shinto-shrine 7: shrine, torii
indian-palace 22: mosque, taj mahal
clock-tower 24: clock tower, belfry
stone-tower 18: tower, turret
watchtower 12: watchtower
hospital 16: hospital, clinic
factory 16: factory, power station
nuclear-plant 20: nuclear plant, power plant, reactor
shop 5: shop, store, bakery, cafe, café, coffee shop, bookshop, restaurant, boutique, grocery, pharmacy
saloon 7: saloon, tavern, inn, pub
capitol 18: museum, parliament, courthouse, town hall, university, library, opera, city hall
drawn:pyramids 26: pyramid
egyptian-sphinx 14: sphinx
mayan-pyramid 22: ziggurat, mayan temple
igloo 2.5: igloo
tipi 4: tipi, teepee, wigwam
camping-tent 2.2: tent, camp, campsite
carousel 6: carousel, merry-go-round, fairground, carnival
observatory 11: observatory
radar-dish 9: radar, satellite dish, radio telescope
radio-tower 22: radio tower, transmitter, antenna
wind-turbine 24: wind turbine
oil-rig 18: oil rig, oil well
water-tower 12: water tower
cargo-crane 18: cargo crane, construction crane
stone-bridge 7: bridge, footbridge
tower-bridge 20: drawbridge, tower bridge
suspension-bridge 20: suspension bridge, golden gate
well 2.2: wishing well
water-fountain 3.2: fountain
moai 8: moai, stone head
medieval-gate 12: gate, gateway, city gate
portal 4: portal
treehouse 8: treehouse, tree house
greenhouse 5: greenhouse
drawn:volcano 16: volcano
space-needle 24: space needle
pisa-tower 20: leaning tower
sydney-opera-house 16: opera house
gas-pump 2: petrol station, gas station, petrol pump
bus-stop 2.6: bus stop, bus shelter
street-light 5: street lamp, streetlight, lamppost
traffic-lights-red 3.2: traffic light
wooden-sign 1.8: signpost, road sign
tombstone 1.3: grave, tombstone, gravestone
graveyard 3: graveyard, cemetery
cave-entrance 5: cave mouth
waterfall 12: waterfall, cascade
pine-tree 9: pine, fir, pine tree, christmas tree, spruce
drawn:tree 7: cherry blossom, blossoming tree
drawn:tree 8: tree, oak, beech, maple, elm, oak tree, apple tree, cherry tree, lime tree
willow-tree 8: willow, willow tree
birch-trees 8: birch, birches
baobab 8: baobab
dead-wood 7: dead tree, bare tree
palm-tree 8: palm, palm tree, coconut tree
oasis 6: oasis
cactus 2.4: cactus
crystal-growth 2.5: crystal
iceberg 9: iceberg
totem 5: totem, totem pole
obelisk 12: obelisk, monument
dolmen 5: dolmen, standing stones, stonehenge
guarded-tower 9: prison, jail
theater 8: cinema
space-shuttle 20: launch pad, space shuttle
lunar-module 6: lander, lunar module, spacecraft lander
base-dome 7: dome, habitat, space station, base, colony
telescope 2.2: great telescope`,
  },
];
