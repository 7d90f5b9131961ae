# English word lists, written for this project. Format: crates/core/src/lexicon.rs.

[stop exact]
a, an, the, this, that, these, those, it, its, itself, he, him, his, himself, she, her, hers, herself, they, them, their, theirs, we, us, our, ours, you, your, i, me, my, who, whom, whose, which, what, there, here, where, when, why, how, as, at, by, for, from, in, into, of, off, on, onto, out, over, to, toward, towards, under, up, upon, with, within, about, above, across, after, against, along, amid, among, around, before, behind, below, beneath, beside, besides, between, beyond, during, since, than, through, throughout, till, until, via, per, and, or, but, nor, so, yet, if, then, else, while, whereas, although, though, because, unless, whether, both, either, neither, each, every, all, any, some, such, same, own, other, others, another, more, most, much, many, few, less, least, very, too, also, just, only, even, still, again, ever, is, am, are, was, were, be, been, being, has, have, had, having, do, does, did, doing, done, will, would, shall, should, can, could, may, might, must, not, no, 's, one, mr, mrs, ms, dr, however, therefore, thus, meanwhile, moreover, further, furthermore, additionally, respectively, s, t

[negation exact]
not, no, never, none, nobody, nothing, nowhere, neither, nor, without, cannot, can't, won't, wouldn't, didn't, doesn't, don't, isn't, aren't, wasn't, weren't, hasn't, haven't, hadn't, couldn't, shouldn't, mustn't, hardly, scarcely, no longer, far from, free of, nil, zero

[negative-verb stem]
# what deny, undo or exclude the thing they govern
fail to, failed to, refuse, decline to, deny, denial, reject, rule out, dismiss, refute, rebut, cancel, abandon, prevent, avoid, stop short, fall short, lack, absence, withdraw, revoke, suspend, halt, call off, scrap, drop, veto, oppose, object, abstain, ban, prohibit, forbid, bar, exclude, omit, ignore, neglect, untrue, false, unfounded, baseless, groundless, fabricate, invent, wrong, incorrect, impossible, unable, yet to, remain closed, nonsense

[antonym stem]
accept, approve, adopt, endorse, back, support, welcome, agree, uphold, pass | reject, refuse, oppose, decline, dismiss, veto, overturn, condemn, vote down, strike down, object, against
increase, rise, grow, raise, climb, gain, expand, up, higher, exceed, surge, growth | decrease, fall, drop, shrink, lower, cut, decline, reduce, lose, contract, down, below, slump
confirm, acknowledge, admit, concede, recognise, recognize, accept, true, well founded | deny, dispute, reject, refute, rebut, false, untrue, unfounded, baseless
open, reopen, opened | close, shut, closed, shut down
start, begin, launch, resume, restart, commence, continue, remain, stay, keep, proceed, go ahead | stop, halt, end, suspend, pause, cease, cancel, call off, abandon, scrap, withdraw, terminate, postpone, break off, quit
win, succeed, victory, success, successful, succeed in, successfully | lose, fail, defeat, failure, unsuccessful, collapse, beat
allow, permit, let, enable, authorise, authorize, grant, admit | ban, forbid, bar, prohibit, block, prevent, deny, refuse, prevented from, turn away, stop
arrive, enter, join, come, advance, cross into | leave, depart, exit, withdraw, pull out, retreat, quit, go home
include, contain | exclude, omit, without, leave out, lack
safe, intact, unharmed, undamaged, unhurt, sound, unaffected | unsafe, dangerous, damaged, harmed, destroyed, wrecked, injured, affected, contaminated, hurt
guilty, convict, liable, responsible | innocent, acquit, cleared, not guilty, exonerate, not responsible
legal, lawful, legitimate, valid, compliant, in line with, within | illegal, unlawful, illegitimate, invalid, breach, violate, violation, in breach, outside, beyond
peaceful, calm, orderly, quiet | violent, chaotic, riot, disorderly, unrest, violence
deliberate, intentional, intentionally, deliberately, on purpose, planned | accidental, accident, unintentional, accidentally, by mistake, inadvertent, spontaneous, mistake
public, publicly, open | private, privately, secret, closed
permanent, lasting | temporary, interim, provisional
voluntary, voluntarily, freely, of their own accord | compulsory, mandatory, coerced, under duress, against their will
before, prior to, ahead of, earlier, in advance | after, following, later, afterwards
early, earlier, ahead of schedule | late, later, delay, delayed, behind schedule
improve, better, progress, recover, strengthen | worsen, deteriorate, worse, weaken, setback, decline
available, provide, supply, deliver, hand over, give | unavailable, withhold, withheld, keep back, deny
complete, full, fully, entire, whole, all, unanimous, unanimously, entirely | partial, partly, incomplete, part, divided, split, some
attend, present, take part, participate, join | absent, boycott, stay away, missing, skip, leave
warn, alert, notify, inform, consult, told in advance, forewarn | unannounced, without warning, without notice, uninformed, not consulted, never consulted
pay, repay, paid | unpaid, withhold, owe, default
hit, strike | miss, missed
armed, weapon | unarmed
known, aware, knew | unknown, unaware, unknowingly
adequate, enough, sufficient, ample | inadequate, insufficient, shortage, too few, lack
united, unity, consensus, unanimous | divided, split, rift, dissent, disagreement
hire, recruit, appoint, retain, keep | dismiss, sack, fire, lay off, resign, remove
release, free, freed | detain, arrest, hold, jail, imprison, custody
attack, offensive | defend, defensive, self-defence, in self-defence
ally, friend, partner | enemy, foe, rival, adversary
fair, transparent, fairly | unfair, rigged, opaque, biased
normal, routine, as usual, usual | unusual, abnormal, exceptional, unprecedented
positive | negative
inside, within | outside, beyond
first | last
clear, cleared | blocked, obstructed
working, operational, functioning, in working order | broken, out of order, faulty, disabled, inoperative, switched off, defective
unchanged, same | changed, altered, different, revised
lift, ease, relax, remove | impose, tighten, keep, maintain, extend
rise | fall
alone, only | together, jointly
sign, ratify | tear up, not sign, unsigned
run, operate, work, at work, on time, on schedule | stand still, idle, still, out of action, strangled, delay, late
sell, sold | keep, kept, hold on to, retain
complete, go through | fall through, fell through, come to nothing, collapse
sink, sank, go down | afloat, stay afloat, in port
leave, left the county, secede | stay, stay in, remain in
throw out, threw out, turn down, turned down, vote against, refuse | accept, adopt, admit, take up, become
raise, put up | leave as it is, leave where it is, freeze, unchanged, as before
lift, lifted | left in force, keep in force, uphold, in force
give up, gave up | go on, goes on, still
topple, fall, give way, gave way, come down | stand firm, stood firm, on its legs, intact, hold
unharmed, undamaged, whole, safe, unhurt | damaged, hurt, injured, broken, harmed
sack, dismiss, dismissed, fire | resign, walk out, of her own accord, of his own accord, step down
release, released, set free, let go | hold, detain, in custody, behind bars
arrive, come, turn up, attend | stay away, absent, boycott, fail to appear
found, discovered, recovered | empty-handed, nothing
legal, lawful | illegal, unlawful

[modality stem]
# how firmly a thing is put: 4 decided or established, 3 intended or promised, 2 wished, urged or advised, 1 open
4: agree, sign, decide, confirm, establish, conclude, finalise, adopt, approve, resolve, prove, seal, settle, order, rule, complete, deliver, implement, guarantee, commit, determine, ratify, in force, undertake, verified, certain, definite, definitely, establish beyond doubt, beyond doubt, no doubt, without a doubt, proven, demonstrate, show that, found that, undeniable, undisputed, clear that, fact that, done deal, signed and sealed, made up its mind, made up their minds, enact, award, grant, granted, carry out, carried out, in effect, took effect, binding
3: will, shall, pledge, promise, vow, plan, intend, be to, set to, due to, expect, schedule, promised, must, aim, preparing to, assure, undertook, would, going to, committed to, bound to, sworn, swear, undertaking, slated, on the way, come what may, without fail, obliged, required to, duty to
2: hope, urge, call for, propose, propose to, suggest, offer, recommend, invite, ask, appeal, advise, seek, want, encourage, should, willing, ready, readiness, prepared to, interested in, wish, demand, request, express support, in principle, likely, probably, believe, think, appear, seem, indicate, estimate, expected to, point to, consistent with, support for, favour, tentatively, provisionally, in all likelihood, in all probability, probability, looks to have, looks set, look set, would appear, would seem, it seems, tend to, trust that, confident, optimistic, aspire, eager, keen, keen to, ought, ought to, doubts that, unlikely, lean towards, leaning towards, promising, reason to believe, it is believed, it is thought, held to be, assess, judge likely, feel, reckon, guess, put down to, expected, anticipate, foresee, envisage, prospect, on course to, poised to, about to, press for, plead, petition, lobby, favour of
1: discuss, consider, explore, may, might, could, possible, possibly, possibility, perhaps, talk about, raise, touch on, touch upon, mention, exchange views, review, examine, look into, weigh, study, allege, alleged, allegedly, claim, reportedly, reported, unconfirmed, suspect, suspected, rumour, preliminary, apparently, accuse, not rule out, did not rule out, under consideration, under review, potential, potentially, uncertain, unclear, contemplate, preliminarily, cannot be excluded, said to have, said to be, believed to, thought to, float, option, moot, conceivable, conceivably, doubtful, doubt, doubted, questionable, question whether, maybe, fear, feared, it is feared, signs that, signs of, hint, hinted, by most accounts, by all accounts, by some accounts, one hears, one gathers, there is word, word has it, looks as though, look as though, looks as if, as far as is known, as far as can be told, as far as anyone knows, not out of the question, out of the question, have not made up their minds, undecided, close to a deal, inclined, inclination, tempted, toy with, mull, mulling, ponder, speculation, speculate, supposed, supposedly, purported, purportedly, ostensibly, presumed, presumably, assumed, conjecture, hypothesis, theory, question mark, remains to be seen, open question, anonymous, unnamed, chance that, risk that, in doubt, not certain, not sure, unsure, not known, unknown whether, improbable, might yet, may yet, could yet, toying with, flirt with, not confirmed, could not be confirmed, not established, not been established, has not been proved, no proof, hearsay, whisper, tip-off, thinking about, thought about, in talks, in talks about, holding talks, entertain the idea, weighing

[report stem]
say, said, tell, state, announce, declare, report, claim, allege, insist, add, note, stress, emphasise, emphasize, underline, underscore, reiterate, reaffirm, affirm, argue, maintain, contend, assert, explain, reply, respond, comment, warn, admit, acknowledge, concede, confirm, deny, accuse, write, describe, testify, tell reporters, according to, in the words of, point out, suggest, believe, think, expect, hope, promise, pledge, vow, urge, call on, demand, ask, propose, recommend, advise, conclude, find, estimate, remind, recall, voice, express, put it, record, complain, thank, praise, welcome, condemn, criticise, criticize, blame, dispute, reject, quote, swear, tell us, record show, minutes show, minutes state, report state, by his account, by her account, by their account, to hear, in the eyes of, in the view of, in the opinion of, as seen by, for its part, for his part, aver, assure, claimant, log show, letter show, study find, survey find, bulletin, announcement, communique, readout, spell out, broadcast, tweet, eyewitness, observe, remark, reckon, insist that, let it be known, inform, notify, brief, certify, attest, vouch, put down, tell of, speak of, talk of, according, quoted as saying, cite, citing, have it that

[framing stem]
# one thing in different colours; + approving, - disapproving
war-, invasion-, aggression-, assault-, attack-, offensive-, onslaught- | conflict, crisis, situation, hostilities, fighting, clashes, tensions, events | special military operation+, operation+, campaign+, liberation+, mission+, counter-terrorism operation+, peacekeeping+, defensive action+, exercise+
rioter-, riot-, mob-, thug-, vandal-, hooligan-, looter-, troublemaker-, agitator-, extremist-, provocateur-, rabble- | protester, demonstrator, crowd, marcher, campaigner, participant, people, attendee | peaceful protester+, citizen+, resident+, defender+, activist+, neighbour+, families+, supporter+, brave+
terrorist-, bandit-, gunman-, insurgent-, militant-, gang-, mercenary-, separatist-, saboteur-, hitman- | fighter, armed group, force, gunmen, troops, unit, armed men | freedom fighter+, rebel+, resistance+, volunteer+, partisan+, militia+, self-defence unit+
regime-, junta-, dictatorship-, occupier-, clique-, puppet- | government, authority, administration, leadership, officials, ministry | elected government+, legitimate authority+
massacre-, slaughter-, murder-, execution-, butchery-, atrocity-, bloodbath- | killing, death, casualty, fatality, kill, shooting, incident, die, loss of life | neutralise+, eliminate+, neutralised+, collateral+
kidnap-, abduct-, seize-, hostage-, snatch-, hijack- | detain, arrest, hold, capture, take into custody, stop, custody | rescue+, safeguard+, protective+
illegal alien-, illegal migrant-, infiltrator-, intruder-, wave-, flood-, illegals- | migrant, arrival, newcomer, traveller, people, asylum seeker | refugee+, family fleeing+, survivor+
crackdown-, repression-, brutality-, beating-, baton charge-, violence- | police action, dispersal, disperse, intervention, use of force, deployment, move in | restore order+, law enforcement+, protect+, proportionate+, restoring order+, restored order+
annex-, occupy-, seizure-, land grab-, grab- | take control, control, transfer, takeover | reunification+, return+, liberate+, reunite+
sack-, axe-, mass firing-, purge-, cull-, slash- | layoff, dismissal, redundancy, job cut, cut, reduction, lay off | restructure+, restructuring+, rightsizing+, streamlining+, efficiency programme+, reorganisation+, modernisation+, transformation+
bribe-, kickback-, slush-, payoff-, sweetener- | payment, fee, commission, sum, donation | incentive+, gift+, goodwill+
scandal-, fiasco-, disaster-, debacle-, catastrophe-, shambles-, blunder-, meltdown-, cover-up-, travesty- | problem, issue, incident, event, matter, fault, error, outage, leak, spill, release | glitch+, hiccup+, minor incident+, teething+, precautionary+
threat-, ultimatum-, blackmail-, bullying-, intimidation-, provocation- | warning, demand, condition, position, action, pressure | deterrence+, signal+, reminder+, principled position+, firm response+
surrender-, capitulation-, climbdown-, sell-out-, betrayal-, humiliation-, retreat- | concession, agreement, compromise, settlement, withdrawal, deal, change | gesture+, historic agreement+, breakthrough+, statesmanship+, goodwill gesture+, landmark+
propaganda-, lies-, smear-, disinformation-, hoax-, rumour-mongering- | statement, claim, allegation, report, version, remark, account | clarification+, truth+, facts+
walkout-, sabotage-, blackmail-, stoppage-, disruption- | strike, industrial action, action, dispute | stand+, struggle+, fight+, just demand+
evict-, throw out-, turf out-, dump-, uproot-, drive out- | remove, move, clearance, vacate, leave, relocate, clear | rehouse+, decant+, resettle+, regeneration+, renewal+
cheat-, doping-, fraud-, swindle-, theft-, steal-, rob- | irregularity, anomaly, discrepancy, violation, finding, adverse finding | oversight+, misunderstanding+, technicality+, honest mistake+
dump-, poison-, pollute-, contaminate-, toxic- | discharge, release, emission, spill, runoff, leak | treated water+, within limits+, harmless+
concrete-, eyesore-, monstrosity-, bulldoze-, destroy- | development, building, scheme, construction, build, demolish, project | regeneration+, revitalise+, transform+, new homes+, upgrade+
spying-, snooping-, spy-, surveillance- | monitoring, collection, inspection, observation, survey | safety monitoring+, research+, scientific+, patrol+
tax grab-, raid-, burden-, squeeze- | tax, levy, charge, contribution, fee, rise | fair share+, investment+, reform+
cut corners-, reckless-, negligent-, irresponsible-, careless- | mistake, error, lapse, shortcoming | responsible+, diligent+, careful+, professional+

[loaded stem]
brutal-, savage-, barbaric-, ruthless-, reckless-, cynical-, shameful-, disgraceful-, outrageous-, scandalous-, unprovoked-, unjustified-, illegitimate-, so-called-, blatant-, flagrant-, callous-, appalling-, shocking-, deadly-, vicious-, cowardly-, heinous-, criminal-, hostile-, aggressive-, provocative-, hysterical-, fanatical-, notorious-, chaotic-, botched-, disastrous-, catastrophic-, pathetic-, hypocritical-, greedy-, crooked-, toxic-, bloody-, bloodthirsty-, draconian-, heavy-handed-, punitive-, betrayed-, abandoned-, rammed through-, bulldozed-, secretive-, behind closed doors-, dodgy-, sham-, cruel-, rogue-, panicked-, farce-, grab-, plunder-, insult-, slap in the face-, arrogant-, tyranny-, stampede-, rampage-, wanton-, wantonly-, furious-, paltry-, derisory-, humiliating-, henchman-, henchmen-, lackey-, stooge-, crony-, puppet master-, gangster-, bully boy-, bully-, jackboot-, goon-, hoodlum-, robber baron-, swindler-, crook-, liar-, hypocrite-, parasite-, leech-, vulture-, profiteer-, fat cat-, axeman-, axemen-, killjoy-, philistine-, hothead-, firebrand-, demagogue-, zealot-, hangman-, tyrant-, despot-, warlord-, warmonger-, aggressor-, marauder-, brigand-, meddler-, meddlesome-, busybody-, box-ticker-, pen-pusher-, bungle-, bungling-, clumsy-, incompetent-, inept-, hapless-, clueless-, toothless-, spineless-, craven-, gutless-, heartless-, merciless-, pitiless-, soulless-, monstrous-, diabolical-, wicked-, vile-, filthy-, poisonous-, venomous-, rotten-, sordid-, seedy-, shady-, murky-, underhand-, devious-, scheming-, treacherous-, disloyal-, traitor-, treason-, stab in the back-, stabbed in the back-, backstab-, sold out-, cave in-, caved in-, bowed to-, knuckle under-, grovel-, go begging-, went begging-, cornered-, panic-monger-, scaremonger-, scaremongering-, hysteria-, claptrap-, drivel-, rubbish-, fairy tale-, fantasy-, pipe dream-, folly-, madness-, lunacy-, insane-, absurd-, ludicrous-, ridiculous-, laughable-, mockery-, bogus-, phoney-, rigged-, stitch-up-, whitewash-, smokescreen-, fig leaf-, pretext-, ploy-, ruse-, stunt-, charade-, circus-, pantomime-, shameless-, brazen-, impudent-, insolent-, high-handed-, smug-, complacent-, self-serving-, selfish-, miserly-, tight-fisted-, penny-pinching-, stingy-, grasping-, squander-, fritter-, loot-, ransack-, pillage-, fleece-, bled-, gouge-, rip off-, extort-, extortion-, held to ransom-, took hostage-, strangle-, throttle-, stifle-, muzzle-, trample-, steamroll-, force through-, railroad-, harass-, persecute-, persecuted-, witch-hunt-, vendetta-, purge-, gutted-, butchered-, carnage-, inferno-, hellish-, horror-, apocalypse-, death trap-, death warrant-, death knell-, murderous-, cesspit-, poisoner-, belch-, spew-, blight-, rant-, rave-, whine-, whinge-, bleat-, bluster-, howl-, shriek-, sneer-, jeer-, spiteful-, vindictive-, vengeful-, petty-, grudging-, tantrum-, wriggle-, fobbed off-, strung along-, string along-, dangle a carrot-, dangled-, hoodwink-, dupe-, gullible-, conned-, deceit-, falsehood-, slander-, mudslinging-, dirty tricks-, snake oil-, charlatan-, big brother-, sweatshop-, left to rot-, free rider-, freeloader-, scrounger-, drunken-, horde-, swarm-, besiege-, cut-throat-, cutthroat-, snub-, surrender-, humiliation-, sweetheart deal-, gravy train-, white elephant-, money pit-, filch-, flog-, flogged-, smash up-, set the dogs-, go through the motions-, drag its feet-, dragging its feet-, turn its back-, turned its back-, turn a blind eye-, wash its hands-, shirk-, cold-blooded-, callously-, soldiers of fortune-, mercenary-, cry wolf-, cried wolf-, lapdog-, kangaroo court-, show trial-, land-grab-, power grab-, ransom-, muddled-, chaos-, shambolic-, mess-, disarray-, tin-pot-, crackpot-, under duress-, browbeat-, strong-arm-, arm-twisting-
heroic+, historic+, landmark+, brave+, courageous+, generous+, noble+, legitimate+, rightful+, principled+, professional+, proportionate+, restrained+, exemplary+, outstanding+, remarkable+, triumphant+, triumph+, resounding+, friendly+, constructive+, fruitful+, visionary+, robust+, pioneering+, world-class+, proud+, unwavering+, dignified+, sacred+, peace-loving+, swift+, swiftly+, successful+, exciting+, vibrant+, orderly+, ambitious+, fair+, sensible+, prudent+, valued+, rigorous+, statesmanlike+, statesman+, magnanimous+, gallant+, valiant+, selfless+, tireless+, tirelessly+, patient+, patiently+, conscientious+, faultless+, faultlessly+, flawless+, hard-working+, hardworking+, hard-pressed+, worn-out+, long-suffering+, brave-hearted+, plucky+, martyr+, lifeline+, boon+, blessing+, godsend+, shield+, haven+, sanctuary+, beacon+, cradle+, family silver+, treasure+, jewel+, beloved+, cherished+, much-loved+, shining+, glorious+, splendid+, magnificent+, masterly+, skilful+, seasoned+, voiceless+, for the sake of+, in the name of+, guardian+, champion+, pioneer+, brilliant+, far-sighted+, firm hand+, disciplined+, rightly+, justly+, justice+, well-earned+, deserved+, hard-won+, milestone+, triumphantly+, open door+, helping hand+, humane+, compassionate+, scrupulous+, unflinching+, resolute+, steadfast+, heartfelt+, solemn+, sacred duty+, liberation+, reunited+, freedom+, patriot+, patriotic+, heroine+, hero+, angel+, self-made+, nurture+, heal+, healing+, new dawn+, fresh start+, breath of fresh air+

[verb exact]
# forms that neither an ending nor the auxiliaries give away
said, told, made, met, sang, rang, drank, ate, blew, slew, clung, crept, dug, fed, flung, ground, knelt, leapt, leant, learnt, lent, mowed, sewn, shrank, slung, spat, sped, spun, split, sprang, stung, strode, strove, swam, woke, wound, wept, left, took, gave, went, came, held, spoke, began, rose, fell, won, lost, sent, kept, saw, found, got, became, brought, led, cut, hit, set, put, paid, built, broke, chose, drew, drove, flew, fought, grew, heard, knew, laid, lay, meant, read, ran, sank, sat, sold, shot, shut, stood, struck, swore, thought, threw, understood, withdrew, wrote, forgot, bought, caught, cost, dealt, felt, fled, froze, hid, hung, hurt, lent, lit, overcame, overtook, rode, rang, sought, shook, slept, slid, spent, spread, stole, swept, swung, taught, tore, underwent, upheld, wore, arose, bore, bound, burst, oversaw, undertook, foresaw, gained, let, quit, beat, says, calls, expects, remains, needs, wants, hopes, believes, insists, stands, includes, covers, takes, makes, gives, holds, shows, means, continues, has, is, are, was, were, had, have, does, do, did, will, would, can, could, may, might, must, shall, should, intends, demands, requires, rejects, denies, confirms, supports, welcomes, regards, considers, follows, comes, goes, runs, lies, sits, keeps, leaves, claims, argues, maintains, admits, accepts, opposes, warns, urges, agrees, notes, finds, concludes, seeks, aims, applies, becomes, begins, ends, opens, closes, appears, seems, suggests, owes, belongs, contains, allows, bans, offers, provides

[opener exact]
# words that open a clause of its own: level 2 always where a verb follows, level 1 after a comma only
2: while, whereas, although, though, because, after, before, when, until, unless, despite, following, but
1: and, or, so, yet, nor, as, since, if, which, who, whose, where, including, with

[abbreviation exact]
mr, mrs, ms, dr, prof, gen, col, lt, capt, sgt, maj, adm, cmdr, sen, rep, gov, st, no, nos, vs, etc, e.g, i.e, jr, sr, inc, ltd, co, corp, dept, fig, art, approx, est, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, u.s, u.k, u.n, a.m, p.m, rev, hon, pres, min, sec, p, pp, para, cl, ch, vol, op, cf, al, mt, ft, ave, blvd, bros, messrs

[bound exact]
# how a number is meant: level 1 about, 2 at least, 3 at most, 4 more than, 5 fewer than
1: about, around, roughly, approximately, some, nearly, almost, close to, approaching, just under, just over, or so, in the region of, an estimated, estimated, circa, towards, barely, more or less
2: at least, a minimum of, no fewer than, no less than, not less than, or more, minimum
3: up to, at most, a maximum of, no more than, not more than, or less, maximum, capped at
4: more than, over, above, upwards of, exceeding, in excess of, well over, greater than, beyond
5: less than, fewer than, under, below, short of

[cardinal exact]
# level: the value
0: zero, nil
1: one, single, sole
2: two, pair, couple, twice, both
3: three
4: four
5: five
6: six
7: seven
8: eight
9: nine
10: ten
11: eleven
12: twelve, dozen
13: thirteen
14: fourteen
15: fifteen
16: sixteen
17: seventeen
18: eighteen
19: nineteen
20: twenty
30: thirty
40: forty
50: fifty
60: sixty
70: seventy
80: eighty
90: ninety
100: hundred
1000: thousand
1000000: million, m, mn
1000000000: billion, bn

[ordinal exact]
1: first
2: second
3: third
4: fourth
5: fifth
6: sixth
7: seventh
8: eighth
9: ninth
10: tenth
11: eleventh
12: twelfth
20: twentieth

[unit exact]
# level: thousandths of the base unit. Lines in order: time (days), length (metres), mass (kilograms), volume (litres), area (square metres), share (per cent), money, speed (km/h), power (kW), energy (kWh), temperature
1: minute, minutes, min, mins | 42: hour, hours, hr, hrs | 1000: day, days | 7000: week, weeks | 14000: fortnight, fortnights | 30437: month, months | 365250: year, years | 3652500: decade, decades
1000: metre, metres, meter, meters, m | 1000000: kilometre, kilometres, kilometer, kilometers, km | 1609344: mile, miles | 1852000: nautical mile, nautical miles, nm | 305: foot, feet, ft | 914: yard, yards | 10: centimetre, centimetres, centimeter, centimeters, cm | 25: inch, inches
1000: kilogram, kilograms, kilo, kilos, kg | 1000000: tonne, tonnes, ton, tons, metric tons | 1: gram, grams | 454: pound, pounds
1000: litre, litres, liter, liters | 158987: barrel, barrels | 4546: gallon, gallons | 1000000: cubic metre, cubic metres, cubic meters
1000: square metre, square metres, square meters | 10000000: hectare, hectares, ha | 4046856: acre, acres | 1000000000: square kilometre, square kilometres, square kilometers
1000: per cent, percent, %, percentage point, percentage points
1000: dollar, dollars, $, usd, us$, € , euro, euros, eur, £, pounds sterling, gbp, crown, crowns, franc, francs, rouble, roubles, ruble, rubles, yuan, mark, marks, lira, peso, pesos, krona, kronor, shilling, shillings, dinar, dinars, thaler, thalers, florin, florins | 10: cent, cents, pence
1000: kilometres per hour, km/h, kph | 1609: mph, miles per hour, miles an hour | 1852: knot, knots
1000: kilowatt, kilowatts, kw | 1000000: megawatt, megawatts, mw | 1000000000: gigawatt, gigawatts, gw
1000: kilowatt-hour, kilowatt-hours, kwh | 1000000: megawatt-hours, mwh
1000: degree, degrees, °c

[month exact]
1: january, jan
2: february, feb
3: march
4: april
5: may
6: june
7: july
8: august
9: september, sept
10: october
11: november
12: december

[weekday exact]
0: monday
1: tuesday
2: wednesday
3: thursday
4: friday
5: saturday
6: sunday

[relative-day exact]
100: today, tonight, this morning, this afternoon, this evening
99: yesterday, last night, the previous day, the day before, the evening before
101: tomorrow
98: the day before yesterday, two days ago
93: last week, a week ago
107: next week, in a week

[actor stem]
government, ministry, minister, president, premier, chancellor, army, military, navy, force, police, officer, spokesman, spokeswoman, spokesperson, union, employer, company, firm, operator, board, council, committee, court, judge, prosecutor, defence, defendant, regulator, authority, agency, commission, party, opposition, rebel, protester, demonstrator, resident, worker, staff, driver, crew, captain, pilot, hospital, doctor, patient, club, player, coach, federation, bank, supplier, contractor, management, director, mayor, governor, delegation, side, vessel, patrol, troop, guard, fighter, militia, soldier, team, researcher, university, scientist, inspector, investigator, mission, observer, embassy, ambassador, envoy, mediator, parliament, association, group, campaigner, owner, tenant, landlord, witness, employee, manager, chairman, chairwoman, leader, foreign, member, volunteer, ship, boat, aircraft, plane, convoy, frigate, trawler, cutter, tanker, destroyer, submarine, warship, ferry, freighter, jet, helicopter, drone, fisherman, student, teacher, voter, candidate, councillor, developer, applicant, buyer, seller, customer, passenger, farmer, miner, nurse, prisoner, shareholder, sponsor, referee

[courtesy stem]
congratulate, congratulation, birthday, greeting, best wishes, condolence, new year, well wishes, thank, warm welcome

[initiator stem]
at the request of, at the invitation of, on the initiative of, at the initiative of, at the instigation of, initiate, initiative, instigate, instigation, started by, suggestion, proposal, propose, invite, invitation, request by, was the first to, who first, fired first, opened fire, came from, had asked for, asked to speak, at the urging of, prompt, provoke, trigger, began it, broke off, walked out, called for the meeting, demanded by, insistence, on the orders of, on the instructions of, picked up the phone, took the first step, came forward, of its own motion, of their own accord, unasked, unprompted, uninvited, approach, was it who, it was who

[phrase exact]
# what opens a phrase that says something of its own: level 2 anywhere, level 1 after a comma
2: owing to, due to, because of, in response to, in the presence of, at the initiative of, on the initiative of, at the request of, at the invitation of, on the basis of, in return for, in exchange for, as a result of, in protest at, in line with, in breach of, in violation of, in accordance with, in defiance of, on condition that, during, pending, despite, in spite of, with the exception of, on suspicion of, on the grounds that, for the first time, in the course of, without
1: at, by, for, from, in, of, on, under, up, with, within, about, above, across, after, against, along, amid, among, around, before, behind, below, beneath, beside, between, beyond, following, near, off, over, since, through, throughout, to, towards, until, upon, subject, starting, beginning, including, some, most, half, part, all, none, neither, both, not, thanks, according, worth, down, more, less

[stance stem]
# what a source does with what it is said to say: 1 implies, 2 denies, 3 asks, 4 promises, 5 demands; any other cue states
1: imply, implied, implies, suggest, hint, insinuate, signal, signalled, intimate, amount to, give the impression, leave the impression, leave open, read as
2: deny, denied, denies, denial, denials, reject, dispute, dismiss, refute, rebut, contradict, disavow, repudiate, disown, contest, rule out, would have none of
3: ask, question, wonder, query, inquire, enquire, want to know
4: promise, pledge, vow, undertake, undertook, commit, committed, assure, guarantee, offer, swear, give its word, gave its word
5: demand, urge, call for, call on, called on, insist on, order, appeal, appeal to, press for, pressed for, push for, request, require, exhort, plead, petition, beg, ask for, ask to, want, call upon, should

[voice exact]
# documents and roles that speak for whoever they belong to
statement, statements, account, version, readout, read-out, text, bulletin, communique, communiqué, release, press release, note, letter, report, announcement, broadcast, broadcaster, announcer, newsreader, presenter, post, paper, document, transcript, minutes, filing, summary, paragraph, wording, notice, briefing, message, tweet, page, website, site, channel, newspaper, agency, news agency, television, newscast, commentary, editorial, lawyer, lawyers, counsel, spokesman, spokeswoman, spokesperson, spokespeople, official, officials, aide, aides, source, sources, representative, representatives, delegation, office, team, camp, side, telling, rendering, press service, press office, press secretary, envoy, negotiator, negotiators, reply, response, answer, submission, leaflet, circular, memo, dossier

[expert exact]
# persons and bodies that judge from outside
professor, lecturer, historian, analyst, analysts, expert, experts, researcher, researchers, scholar, scholars, fellow, senior fellow, economist, political scientist, scientist, academic, academics, observer, observers, commentator, commentators, columnist, critic, critics, consultant, adviser, teaches, taught, university, institute, college, school of, think tank, centre for, center for, foundation, retired, former, ex-, veteran, diplomat, emeritus, specialist, specialists, author of, author, who studies, who follows, who has written, resident, residents, neighbour, neighbor, passer-by, bystander, eyewitness, shopkeeper, commuter, commuters, passenger, customer, customers, teacher, lawyer who, at the university, program, programme at, forecaster, statistician, physicist, geologist, hydrologist, epidemiologist, engineer at

[furniture exact]
# words of a page's furniture; 1 heads a list of other items
1: in world, in brief, more news, more on this, related, related stories, most read, most popular, most viewed, trending, read more, read also, see also, also in, also in this issue, elsewhere, top stories, recommended, editor's picks, you may also like, leave a review, leave a comment, comments, what to read next, latest news, latest
by, photo, photograph, picture, image, pictured, getty, reuters, handout, copyright, all rights reserved, subscribe, subscriber, subscribers, sign up, newsletter, newsletters, inbox, follow us, share, share this, tweet this, email this, print, comment on this, your rating, rating, rate this, advertisement, sponsored, cookies, cookie, privacy policy, terms of use, terms, listen, watch, podcast, download our app, app, whatsapp, facebook, telegram, last updated, updated, published, min read, minute read, first published, corrections, correction, contact us, tip, tips, support our journalism, donate, join, membership, become a member, free trial, five things to know, what to know, in pictures, gallery, video, live, breaking, next, previous, back to top, click here, tap here, this article, this story, originally published, reporting by, editing by, additional reporting, staff writer, correspondent, diplomatic desk, news desk, caption, crossword, horoscope, weather, quiz, offer, discount, tickets, enjoy, gift

[remark stem]
# what a reporter says of the accounts: 1 something is left out, 2 they differ, 3 they agree
1: make no mention of, made no mention of, making no mention of, no mention of, no mention, make no reference to, made no reference to, no reference to, do not mention, does not mention, did not mention, didn't mention, doesn't mention, never mention, without mention, not mentioned in, omit, omitted, leave out, left out, leave it out, silent on, silent about, nothing about, nothing on, say nothing of, said nothing of, say nothing about, said nothing about, no word of, no word on, no word about, not a word, do not appear in, does not appear in, did not appear in, nowhere in, absent from, missing from, no echo, unmentioned, passed over, pass over, skip over, skipped, did not say, does not say, do not say, not say whether, left unsaid, no trace of, not refer to, not address, not touch on, gave no, gives no, give no, silence
2: by contrast, in contrast, differ from, differ on, differing account, differing version, diverge, at odds, discrepancy, conflicting account, conflicting version, competing account, rival account, another story, another picture, for its part, two versions, two accounts, alternative account, different story, different account, do not match, part company, told it otherwise, tells it otherwise
3: both sides agree, both accept, neither disputes, not disputed, not in dispute, common ground, the two sides confirmed, both confirm, both say, agree on one, meet in one, not everything is disputed, undisputed, the two do meet, the same in both

[background exact]
# what sets a sentence in the past of the event, or before it
since, ago, last year, last month, last autumn, last spring, last summer, last winter, last week, years, decades, decade, century, earlier, previously, previous, previous year, before, had been, had, once, for years, for decades, first time, long, traditionally, history, founded, built, opened in, established in, dates from, in recent years, in recent months, over the past, the year before, at the time, then, until then, in the past, already, signed in, elected in, came to power, annually, every year, each year, most recently, weeks before, months before, days before, weeks after, months after

[office stem]
# what sort of party somebody speaks for: 1 a state or its organs, 2 a business, 3 people who have joined, 4 a club, 5 science
1: minister, ministry, president, presidency, presidential, government, governor, premier, chancellor, prime minister, agency, commission, commissioner, council, councillor, cllr, mayor, police, superintendent, constable, inspector, judge, army, general, colonel, marshal, major, admiral, navy, coast guard, border guard, embassy, ambassador, authority, regulator, watchdog, inspectorate, department, palace, parliament, province, provincial, county, cabinet, state media, state television, news agency, central television, foreign affairs, defence, registrar, prosecutor, ministerial, king, prince, royal, chairman, party leader
2: company, firm, chief executive, executive, managing director, site director, operator, carrier, airline, manufacturer, maker, insurer, bank, plc, ltd, limited, inc, brand, employer, contractor, supplier, producer, retailer, factory, business, management, shareholder, shareholding, works manager, plant manager, customer service, chemicals, lines, airways, airport, hospital, clinic, museum, trust, estate
3: union, worker, striker, shop steward, steward, picket, alliance, association, federation, league, members, fishermen, fisherman, farmer, trader, resident, family, families, parent, campaign, campaigner, protester, organiser, activist, villager, tenant, guild, co-operative, cooperative, committee, general secretary, branch secretary, parishioner, islander
4: club, coach, captain, player, team, fans, supporters, manager of, athletic, rovers, united, referee, race director, runner
5: laboratory, journal, excavation, reviewer, field team, dig
