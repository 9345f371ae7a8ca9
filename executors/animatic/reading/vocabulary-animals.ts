import type { Lines } from './vocabulary-lines.ts';

export const animals: readonly Lines[] = [
  {
    place: 'land',
    alive: true,
    lines: `
animal:wolf 1.1: wolf, coyote, jackal, direwolf
animal:dog 0.8: dog, hound, labrador, retriever, collie, husky, terrier, sheepdog
animal:dog 0.55: puppy, pup, spaniel, beagle, dachshund, poodle
animal:fox 0.6: fox, vixen
animal:horse 1.95: horse, stallion, mare, steed, mustang, unicorn, zebra
animal:horse 1.4: pony, foal
animal:donkey 1.4: donkey, mule, burro
animal:lion 1.4: lion
animal:goat 0.9: goat, billy goat, antelope, gazelle, ibex
animal:giraffe 4.4: giraffe
animal:llama 1.7: llama, alpaca
cat 0.55: cat, kitten, tomcat
tiger 1.2: tiger, tigress
polar-bear 1.5: bear, polar bear, grizzly, bear cub
deer 1.7: deer, stag, doe, elk, moose, reindeer, buck
elephant 3: elephant
mammoth 3.4: mammoth
camel 2.3: camel, dromedary, caravan
cow 1.5: cow, bull, ox, calf, cattle, heifer
bison 1.8: bison, buffalo, yak
pig 0.8: pig, piglet, hog, sow
boar 0.9: boar, wild boar
sheep 0.9: sheep, lamb, ewe, flock of sheep
rabbit 0.4: rabbit, bunny, hare
squirrel 0.35: squirrel, chipmunk
hedgehog 0.3: hedgehog
rat 0.25: rat, mouse, hamster
beaver 0.5: beaver, otter
capybara 0.6: capybara
gorilla 1.7: gorilla, ape, chimpanzee
kangaroo 1.6: kangaroo, wallaby
koala 0.6: koala
frog 0.22: frog, toad
tortoise 0.4: tortoise
snake 0.5: snake, serpent, cobra, python
snail 0.2: snail
spider-alt 0.3: spider, tarantula
scorpion 0.25: scorpion
gecko 0.3: lizard, gecko, salamander, chameleon
ant 0.15: ant
ladybug 0.15: ladybug, ladybird, beetle
velociraptor 3: velociraptor, raptor, tyrannosaurus, t-rex
diplodocus 8: dinosaur, diplodocus, brontosaurus
chicken 0.45: chicken, hen
rooster 0.5: rooster, cockerel
raven 0.45: raven, crow, magpie, blackbird
owl 0.5: owl
seagull 0.4: seagull, gull
sparrow 0.3: sparrow, robin, finch, nightingale
penguin 0.9: penguin
flamingo 1.3: flamingo
heron 1.1: heron, stork
ostrich 2.2: ostrich, emu
vulture 0.8: vulture
canadian-goose 0.8: goose
werewolf 2.1: werewolf
minotaur 2.4: minotaur
centaur 2.3: centaur
giant 6: giant
sasquatch 2.4: yeti, bigfoot, sasquatch
skeleton 1.75: skeleton
shambling-zombie 1.75: zombie
scarecrow 1.8: scarecrow
snowman 1.5: snowman
vintage-robot 1.6: robot, android, automaton
battle-mech 5: mech, battle robot
ghost 1.6: ghost, spirit, phantom, spectre, poltergeist`,
  },
  {
    place: 'sky',
    alive: true,
    lines: `
dove 0.9: eagle, hawk, falcon, dove, pigeon, albatross, kestrel, bird of prey
drawn:flock 4: bird, flock, flock of birds, swallow, geese, gulls, seagulls
hummingbird 0.3: hummingbird, kingfisher
bat 0.5: bat
butterfly 0.35: butterfly, moth
bee 0.3: bee, wasp, bumblebee
dragonfly 0.3: dragonfly
wyvern 7: dragon, wyvern
pterodactylus 3: pterodactyl
fairy 0.6: fairy, pixie
djinn 2.4: genie, djinn
icarus 1.8: icarus`,
  },
  {
    place: 'water',
    alive: true,
    lines: `
swan 0.9: swan
duck 0.5: duck, duckling
shark-fin 1.2: shark
drawn:whale 4: whale, humpback
dolphin 2: dolphin, porpoise, orca
sea-serpent 7: sea monster, sea serpent, leviathan`,
  },
  {
    place: 'under',
    alive: true,
    lines: `
salmon 0.7: fish, salmon, trout, carp, tuna, cod
tropical-fish 0.4: tropical fish, angelfish
clownfish 0.3: clownfish
tropical-fish 0.3: goldfish
school-of-fish 1.6: school of fish, shoal
sea-turtle 1: turtle, sea turtle
jellyfish 0.8: jellyfish
octopus 1.2: octopus
giant-squid 3: squid, kraken, giant squid
seahorse 0.4: seahorse
manta-ray 2: ray, manta ray, stingray
mermaid 1.8: mermaid, siren`,
  },
];
