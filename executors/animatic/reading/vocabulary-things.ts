import type { Lines } from './vocabulary-lines.ts';

export const things: readonly Lines[] = [
  {
    place: 'land',
    lines: `
campfire 0.9: campfire, bonfire, fire, flame
camp-cooking-pot 1: cauldron on a fire
cauldron 0.9: cauldron
fireplace 1.5: fireplace, hearth, chimney fire
sofa 1: sofa, couch
armchair 1.1: armchair
wooden-chair 1: chair, stool
rocking-chair 1.1: rocking chair
stone-throne 2: throne
bed 1: bed
bookshelf 1.2: bookshelf, bookcase
door 2.1: door, doorway
wooden-door 2.1: wooden door
mirror-mirror 1.4: mirror
bathtub 1: bathtub, bath
washing-machine 0.95: washing machine
fridge 1.8: fridge, refrigerator
sewing-machine 0.5: sewing machine
grand-piano 1.5: piano, grand piano
drum-kit 1.3: drums, drum kit
harp 1.5: harp
gong 1.6: gong
easel 1.6: easel, canvas
telescope 1.6: telescope
film-projector 1.5: projector
video-camera 1.4: film camera, movie camera
director-chair 1.1: director's chair
office-chair 1.2: office chair
desk 0.9: desk
drawn:bench 0.9: bench, park bench
mailbox 1.2: mailbox, letterbox, postbox
trash-can 0.9: bin, trash can, dustbin
vending-machine 1.9: vending machine
shopping-cart 1: shopping cart, shopping trolley
barrel 0.9: barrel, cask
wooden-crate 0.8: crate
open-treasure-chest 0.8: treasure, treasure chest
locked-chest 0.8: chest, trunk
coffin 2: coffin
anvil 0.8: anvil
spinning-wheel 1.1: spinning wheel
barbecue 1.1: barbecue, grill
snowboard 1.5: snowboard
skis 1.7: skis, ski
beehive 1: beehive, hive
bird-cage 0.8: cage, birdcage
sword-in-stone 1.4: sword in the stone
sunflower 1.4: sunflower
drawn:flowers 0.7: flower, flowers, blossom, tulip, daisy, poppy, wildflower
sprout 0.5: seedling, sprout, sapling
mushrooms 0.5: mushroom, mushrooms
pumpkin 0.5: pumpkin
pumpkin-lantern 0.5: jack-o-lantern
anchor 1.4: anchor
stone-pile 1.2: boulder, rock, stones, rocks
axe-in-stump 0.8: stump, tree stump
log 0.6: log
soccer-ball 0.3: football, soccer ball, ball
basketball-ball 0.3: basketball
trophy-cup 0.6: trophy, cup final
crystal-ball 0.5: crystal ball
big-egg 0.5: egg`,
  },
  {
    place: 'thing',
    lines: `
drawn:bottle 0.3: bottle, message in a bottle, message bottle
drawn:coffee-machine 0.45: coffee machine, espresso machine, coffee maker
drawn:cake 0.4: cake, birthday cake, wedding cake, birthday party, birthday
coffee-cup 0.15: coffee, cup of coffee, cup, cup of tea, espresso, cappuccino, latte, teacup, hot chocolate
coffee-mug 0.15: mug
moka-pot 0.25: moka pot
coffee-pot 0.25: coffee pot
coffee-beans 0.15: coffee bean
teapot 0.22: teapot, tea
beer-stein 0.2: beer, pint
wine-bottle 0.35: wine, wine bottle, bottle of wine, beer bottle, bottle of beer, bottle of champagne
wine-glass 0.22: wine glass, glass of wine
glass-celebration 0.25: champagne
martini 0.2: cocktail, martini
water-bottle 0.28: water bottle, bottle of water, plastic bottle
soda-can 0.15: soda, can
cupcake 0.15: cupcake, muffin
cake-slice 0.18: slice of cake
donut 0.12: donut, doughnut
cookie 0.12: cookie, biscuit
pie-slice 0.18: pie, apple pie, tart
croissant 0.12: croissant, pastry
sliced-bread 0.18: bread, loaf, loaf of bread, toast
pretzel 0.15: pretzel
full-pizza 0.3: pizza
hamburger 0.16: burger, hamburger
hot-dog 0.15: hot dog
french-fries 0.18: fries, french fries
tacos 0.16: taco
sushis 0.16: sushi
noodles 0.2: noodles, ramen, pasta, spaghetti
bowl-of-rice 0.2: rice, bowl of rice, curry
hot-meal 0.25: meal, dinner, dish, feast
camp-cooking-pot 0.4: stew, soup
cheese-wedge 0.18: cheese
steak 0.2: steak
roast-chicken 0.25: roast chicken, turkey
fried-eggs 0.16: omelette, fried egg
milk-carton 0.22: milk
honeypot 0.2: honey, jam
ice-cream-cone 0.2: ice cream, gelato
wrapped-sweet 0.1: candy, sweet
chocolate-bar 0.18: chocolate, chocolate bar
spiral-lollipop 0.18: lollipop
popcorn 0.22: popcorn
shiny-apple 0.12: apple
banana-bunch 0.18: banana
orange-slice 0.12: orange slice
lemon 0.1: lemon
pear 0.14: pear
peach 0.1: peach
cherry 0.1: cherry
strawberry 0.1: strawberry
raspberry 0.1: raspberry
grapes 0.16: grape, grapes
watermelon 0.2: watermelon, melon
pineapple 0.25: pineapple
avocado 0.14: avocado
carrot 0.18: carrot
corn 0.2: corn
tomato 0.1: tomato
fruit-bowl 0.25: fruit, bowl of fruit, fruit bowl
cooking-pot 0.25: pot, cooking pot
saucepan 0.2: saucepan, pan
toaster 0.25: toaster
blender 0.35: blender, mixer
kitchen-knives 0.25: kitchen knife
porcelain-vase 0.35: vase
amphora 0.5: amphora, urn
jug 0.3: jug, pitcher
candle-light 0.2: candle
lit-candelabra 0.4: candelabra, candles
old-lantern 0.35: lantern, oil lamp
bed-lamp 0.45: lamp, table lamp
desk-lamp 0.45: desk lamp
light-bulb 0.2: light bulb, lightbulb, bulb
magic-lamp 0.25: magic lamp
flashlight 0.2: flashlight
torch 0.5: torch
present 0.3: present, gift, parcel, birthday present
cardboard-box-closed 0.4: box, package, cardboard box
balloons 0.6: balloon, balloons
party-hat 0.25: party hat
flower-pot 0.4: houseplant, pot plant, potted plant, plant
bonsai-tree 0.35: bonsai
rose 0.4: rose, bouquet
three-leaves 0.2: leaf, leaves
maple-leaf 0.2: autumn leaf
feather 0.2: feather
envelope 0.16: letter, envelope, message, postcard, note
love-letter 0.16: love letter, valentine
tied-scroll 0.25: scroll
treasure-map 0.4: map, treasure map
open-book 0.3: book, diary, novel, manuscript
spell-book 0.35: spell book, spellbook
book-pile 0.3: books
notebook 0.25: notebook, journal, sketchbook
newspaper 0.35: newspaper
quill-ink 0.3: quill
pencil 0.18: pencil
paint-brush 0.3: paintbrush, brush
palette 0.3: palette
photo-camera 0.18: camera, photo camera
smartphone 0.16: phone, smartphone, mobile phone, cellphone
rotary-phone 0.25: telephone
laptop 0.28: laptop, computer
tablet 0.25: tablet
tv 0.6: television, tv
pocket-radio 0.25: radio
boombox 0.35: boombox
headphones 0.2: headphones
vr-headset 0.2: vr headset
old-microphone 0.25: microphone
clapperboard 0.3: clapperboard
gamepad 0.15: gamepad, controller
pocket-watch 0.12: pocket watch, wristwatch
watch 0.2: smartwatch
alarm-clock 0.2: alarm clock, clock
hourglass 0.3: hourglass
compass 0.14: compass
spyglass 0.3: spyglass
binoculars 0.18: binoculars
magnifying-glass 0.25: magnifying glass
microscope 0.4: microscope
erlenmeyer 0.25: flask, test tube
standing-potion 0.25: potion, elixir
key 0.12: key
padlock 0.16: padlock, lock
diamond-ring 0.14: ring, wedding ring, engagement ring
necklace-display 0.3: necklace, pendant
emerald 0.16: gem, jewel, diamond, emerald, ruby
crown 0.25: crown
gold-bar 0.2: gold bar
coins-pile 0.2: coin, gold, money
money-stack 0.2: cash, banknote
piggy-bank 0.22: piggy bank
suitcase 0.5: suitcase, luggage
briefcase 0.35: briefcase
backpack 0.5: backpack, rucksack
school-bag 0.4: satchel, schoolbag
hand-bag 0.3: handbag, purse
shopping-bag 0.4: shopping bag
basket 0.35: basket, picnic basket
umbrella 0.8: umbrella, parasol
sunglasses 0.15: sunglasses
spectacles 0.15: glasses, spectacles
top-hat 0.25: top hat, hat
running-shoe 0.2: sneaker, trainer, running shoe, shoe
boots 0.3: boot
ballerina-shoes 0.2: ballet shoe
ice-skate 0.3: ice skate, skates
dress 1.2: wedding dress, evening dress
perfume-bottle 0.22: perfume, perfume bottle, bottle of perfume
lipstick 0.14: lipstick
scissors 0.2: scissors
yarn 0.2: yarn, wool
sewing-string 0.2: thread
hammer-nails 0.3: hammer
hand-saw 0.4: saw blade
wrench 0.3: wrench, spanner
toolbox 0.35: toolbox
spade 0.8: shovel
watering-can 0.35: watering can
full-wood-bucket 0.35: bucket, pail
wood-axe 0.6: axe, hatchet
broadsword 1: sword, blade
katana 1: katana
shield 0.9: shield
bow-arrow 1.2: bow and arrow
magic-broom 1.2: broomstick
wizard-staff 1.4: magic staff
guitar 1: guitar, ukulele
violin 0.7: violin, fiddle, cello
trumpet 0.6: trumpet
saxophone 0.7: saxophone
accordion 0.5: accordion
flute 0.5: flute
drum 0.5: drum
ringing-bell 0.4: bell
matryoshka-dolls 0.3: doll, dolls, matryoshka
puppet 0.6: puppet, marionette
jigsaw-piece 0.2: puzzle, jigsaw
chess-knight 0.25: chess, chess piece, chessboard
tennis-racket 0.7: tennis racket
skateboard 0.3: skateboard
boxing-glove 0.35: boxing gloves, boxing glove
kite 0.6: toy kite
spinning-top 0.2: spinning top
fishing-pole 1.2: fishing rod
fish-bucket 0.4: bucket of fish
gears 0.4: gear, cog
pill 0.1: pill, medicine
dream-catcher 0.4: dream catcher
snowflake-2 0.4: snowflake`,
  },
];
