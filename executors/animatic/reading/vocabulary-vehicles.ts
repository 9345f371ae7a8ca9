import type { Lines } from './vocabulary-lines.ts';

export const vehicles: readonly Lines[] = [
  {
    place: 'land',
    lines: `
city-car 1.5: car, taxi, cab, automobile, sedan, limousine, convertible
race-car 1.3: race car, sports car, racing car
jeep 1.9: jeep, suv
police-car 1.6: police car, patrol car
truck 3: truck, lorry
bus 3: bus, school bus, coach
ambulance 2.6: ambulance
surfer-van 2.2: van, camper, minibus, campervan
caravan 2.6: trailer, motorhome, camper trailer
tow-truck 2.4: tow truck
farm-tractor 2.6: tractor
bulldozer 2.6: bulldozer, excavator, digger
forklift 2.2: forklift
mine-truck 3: dump truck
steam-locomotive 4: train, locomotive, steam train, railway, engine
subway-train 3.4: subway, metro, tram, underground train
scooter 1.2: scooter, moped, vespa
aero-bike 1.4: motorcycle, motorbike
dutch-bike 1.15: bicycle, bike
old-wagon 2.5: wagon, carriage, covered wagon
wheelbarrow 0.8: wheelbarrow
tank 2.4: tank
cannon 1.2: cannon
mars-curiosity 2: rover, mars rover
food-truck 2.8: food truck
hand-truck 1.2: trolley`,
  },
  {
    place: 'water',
    lines: `
drawn:ship 13: ship, galleon, vessel, pirate ship, sailing ship, frigate, tall ship
sailboat 7: boat, sailboat, yacht, sailing boat, sail
fishing-boat 6: fishing boat, trawler, tugboat
cargo-ship 14: freighter, cargo ship, container ship, tanker
cruiser 13: ferry, cruise ship, liner, warship
paddle-steamer 10: steamer, steamship, riverboat
drakkar 8: longship, viking ship
raft 3: raft
drawn:rowing-boat 0.9: rowboat, rowing boat, dinghy, canoe, kayak, lifeboat, gondola
speed-boat 2.6: speedboat, motorboat
submarine 3.5: submarine
buoy 2: buoy
paper-boat 0.8: paper boat
surf-board 2: surfboard`,
  },
  {
    place: 'sky',
    lines: `
commercial-airplane 10: airplane, plane, aeroplane, aircraft, airliner, jet
biplane 5: biplane, propeller plane
helicopter 4.5: helicopter, chopper
air-balloon 15: hot air balloon, balloonist, hot-air balloon
zeppelin 9: airship, zeppelin, blimp
hang-glider 3: hang glider, glider
parachute 4: parachute
ufo 6: ufo, flying saucer, alien ship
rocket 14: rocket, missile
spaceship 8: spaceship, starship, spacecraft, space ship
starfighter 6: starfighter, fighter jet
satellite 4: satellite
delivery-drone 1: drone
kite 1.2: kite
paper-plane 0.5: paper plane
burning-meteor 6: meteor, comet, asteroid
falling-star 3: shooting star
ringed-planet 12: saturn, ringed planet, planet
firework-rocket 4: firework, fireworks`,
  },
];
